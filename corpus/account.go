package corpus

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Account says where the records of a source went. It holds no file and no flag:
// accounts of shards add up to that of one run.
type Account struct {
	SchemaVersion string `json:"schema_version"`
	Type          string `json:"type"` // "account"
	Complete      bool   `json:"complete"`
	Shard         string `json:"shard,omitempty"` // "2/4": of that part only

	Records struct {
		Found       int64 `json:"found"`
		Accepted    int64 `json:"accepted"`
		Quarantined int64 `json:"quarantined"`
		Unreadable  int64 `json:"unreadable"` // of the quarantined
		Repaired    int64 `json:"repaired"`   // of the accepted
	} `json:"records"`

	Bytes struct {
		Found       int64 `json:"found"`
		Accepted    int64 `json:"accepted"`    // as they were found
		Quarantined int64 `json:"quarantined"` // as they were found and as they were written
		Written     int64 `json:"written"`     // of the accepted, with repairs
	} `json:"bytes"`

	Edits   int64            `json:"edits"`   // applied to accepted records
	Failed  int64            `json:"failed"`  // paths that gave no record at all
	Skipped int64            `json:"skipped"` // files that hold no cables
	Rules   map[string]Rates `json:"rules"`   // by rule id
	Rates   map[string]int64 `json:"rates"`   // records with a finding of the rules of a rate
	Last    uint64           `json:"last"`    // number of the last record that was done
}

// Rates counts the findings of one rule.
type Rates struct {
	Records  int64 `json:"records"` // with at least one
	Findings int64 `json:"findings"`
}

// NewAccount is an account of nothing.
func NewAccount() *Account {
	return &Account{SchemaVersion: "1", Type: "account", Rules: map[string]Rates{}, Rates: map[string]int64{}}
}

// Count adds findings of a rule in one record.
func (a *Account) Count(rule string, findings int64) {
	r := a.Rules[rule]
	a.Rules[rule] = Rates{r.Records + 1, r.Findings + findings}
}

// Accept adds a record that was accepted: its bytes as found and as written, and
// the edits between them.
func (a *Account) Accept(found, written, edits int) {
	a.Records.Found++
	a.Records.Accepted++
	a.Bytes.Found += int64(found)
	a.Bytes.Accepted += int64(found)
	a.Bytes.Written += int64(written)
	a.Edits += int64(edits)
	if edits > 0 {
		a.Records.Repaired++
	}
}

// Quarantine adds a record that was not accepted.
func (a *Account) Quarantine(found int, unreadable bool) {
	a.Records.Found++
	a.Records.Quarantined++
	a.Bytes.Found += int64(found)
	a.Bytes.Quarantined += int64(found)
	if unreadable {
		a.Records.Unreadable++
	}
}

// More adds further bytes of a quarantined record that came in parts.
func (a *Account) More(found int) {
	a.Bytes.Found += int64(found)
	a.Bytes.Quarantined += int64(found)
}

// Add adds the account of another part of the same source. Of which shard a is
// then is for the caller to say.
func (a *Account) Add(b *Account) {
	a.Complete = a.Complete && b.Complete
	a.Records.Found += b.Records.Found
	a.Records.Accepted += b.Records.Accepted
	a.Records.Quarantined += b.Records.Quarantined
	a.Records.Unreadable += b.Records.Unreadable
	a.Records.Repaired += b.Records.Repaired
	a.Bytes.Found += b.Bytes.Found
	a.Bytes.Accepted += b.Bytes.Accepted
	a.Bytes.Quarantined += b.Bytes.Quarantined
	a.Bytes.Written += b.Bytes.Written
	a.Edits += b.Edits
	a.Failed += b.Failed
	a.Skipped += b.Skipped
	a.Last = max(a.Last, b.Last)
	for name, n := range b.Rates {
		a.Rates[name] += n
	}
	for id, r := range b.Rules {
		mine := a.Rules[id]
		a.Rules[id] = Rates{mine.Records + r.Records, mine.Findings + r.Findings}
	}
}

// Check reports whether the account reconciles.
func (a *Account) Check() error {
	r, b := a.Records, a.Bytes
	if r.Found != r.Accepted+r.Quarantined || r.Unreadable > r.Quarantined || b.Found != b.Accepted+b.Quarantined {
		return fmt.Errorf("the account does not reconcile: %d records found, %d accepted, %d quarantined; %d bytes found, %d accepted, %d quarantined",
			r.Found, r.Accepted, r.Quarantined, b.Found, b.Accepted, b.Quarantined)
	}
	return nil
}

// RuleIDs lists the rules that found something, in order.
func (a *Account) RuleIDs() []string { return slices.Sorted(maps.Keys(a.Rules)) }

// ParseAccount reads an account that was written as JSON.
func ParseAccount(b []byte) (*Account, error) {
	a := NewAccount()
	if err := json.Unmarshal(b, a); err != nil {
		return nil, fmt.Errorf("not an account: %w", err)
	}
	if a.SchemaVersion != "1" || a.Type != "account" {
		return nil, fmt.Errorf("not an account of schema version 1: type %q, version %q", a.Type, a.SchemaVersion)
	}
	if a.Rules == nil || a.Rates == nil {
		return nil, errors.New("not an account: rules and rates are missing")
	}
	return a, nil
}
