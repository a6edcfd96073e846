package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/cablelint/cablelint/corpus"
)

// markEvery is how often a gate makes its outputs durable, as the run grows
// longer: what lies behind the last mark is done again after a kill.
func markEvery(run time.Duration) time.Duration {
	return min(max(run/10, 50*time.Millisecond), time.Second)
}

// mark is what a gate has to know to go on.
type mark struct {
	Settings string          `json:"settings"` // of the run and of the source: must be the same
	Split    corpus.Mark     `json:"split"`
	Reasons  corpus.Position `json:"reasons"`
}

// checkpointFile is the account of a run while it goes on: with the mark in it.
type checkpointFile struct {
	path     string
	settings string
	start    time.Time // of this run
	last     time.Time // mark
}

// saved is the content of the file.
type savedAccount struct {
	*corpus.Account
	Checkpoint *mark `json:"checkpoint,omitempty"`
}

// write replaces the file by the account, whole or not at all.
func (f *checkpointFile) write(a *corpus.Account, m mark) error {
	s := savedAccount{Account: a}
	if !a.Complete {
		s.Checkpoint = &m
	}
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	if err := replace(f.path, append(b, '\n'), 0o644, nil); err != nil {
		return &corpus.TargetError{Path: f.path, Err: bare(err)}
	}
	f.last = time.Now()
	return nil
}

func readCheckpoint(path string) (*corpus.Account, *mark, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	a, err := corpus.ParseAccount(b)
	if err != nil {
		return nil, nil, err
	}
	var s struct{ Checkpoint *mark }
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, nil, err
	}
	if s.Checkpoint == nil && !a.Complete {
		return nil, nil, fmt.Errorf("the account has no checkpoint")
	}
	return a, s.Checkpoint, nil
}

// settings is a sum over everything that decides what a gate writes: a run can
// go on only where all of it is the same.
func (run *gateRun) settings(ctx *cli.Context) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, version(), run.fix, run.redact, run.reject.least, run.reject.rules)
	for _, flag := range []string{"unsafe", "fix-info", "columns", "text-field", "id-field", "shard", "max-record", "max-ratio", "max-depth", "max-members", "max-unpacked", "files-from", "stdin-name"} {
		fmt.Fprintln(h, flag, ctx.Value(flag))
	}
	for _, r := range run.engine.Rules() {
		if r.On {
			fmt.Fprintln(h, r.ID, r.Severity, r.Named)
		}
	}
	for _, r := range run.rates {
		fmt.Fprintln(h, r.name, r.share)
	}
	for _, p := range ctx.Args().Slice() {
		st, err := os.Stat(p)
		if err != nil || st.IsDir() {
			fmt.Fprintln(h, p)
			continue
		}
		fmt.Fprintln(h, p, st.Size(), st.ModTime().UnixNano())
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}
