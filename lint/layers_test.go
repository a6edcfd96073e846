package lint_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the path that the imports of our own packages start with.
const module = "github.com/cablelint/cablelint/"

// layers says what each room may import of ours. Imports only point left:
// cable, lint, then rules, report and corpus, then cmd.
var layers = []struct {
	room string
	ours []string
	pure bool // no files, no network, no printing
}{
	{"cable", nil, true},
	{"lint", []string{"cable"}, true},
	{"rules", []string{"cable", "lint"}, true},
	{"report", []string{"cable", "lint"}, false},
	{"corpus", []string{"cable", "lint"}, false},
}

// impure are packages that a pure room does not import.
var impure = []string{"os", "os/exec", "log", "log/slog", "net", "net/http", "io/ioutil", "path/filepath", "golang.org/x/net/html", "syscall", "time/tzdata"}

// ofTests is what only tests import.
const ofTests = "cable/pace"

// sources calls do for each file of a room that is neither of tests nor a program.
func sources(t *testing.T, room string, do func(name string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	set := token.NewFileSet()
	err := filepath.WalkDir(filepath.Join("..", room), func(name string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() && filepath.ToSlash(name) == "../"+ofTests {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err == nil && file.Name.Name != "main" {
			do(filepath.ToSlash(name), set, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportsOnlyPointLeft(t *testing.T) {
	for _, layer := range layers {
		sources(t, layer.room, func(name string, _ *token.FileSet, file *ast.File) {
			for _, spec := range file.Imports {
				imported, _ := strconv.Unquote(spec.Path.Value)
				ours, isOurs := strings.CutPrefix(imported, module)
				room, _, _ := strings.Cut(ours, "/")
				switch {
				case ours == ofTests:
					t.Errorf("%s imports %s, which is for tests", name, ours)
				case isOurs && room != layer.room && !slices.Contains(layer.ours, room):
					t.Errorf("%s imports %s; %s may import %v of ours", name, ours, layer.room, layer.ours)
				case layer.pure && slices.Contains(impure, imported):
					t.Errorf("%s imports %q; %s reads no files and prints nothing", name, imported, layer.room)
				}
			}
		})
	}
}

func TestPureRoomsPrintNothing(t *testing.T) {
	for _, layer := range layers {
		if !layer.pure {
			continue
		}
		sources(t, layer.room, func(name string, set *token.FileSet, file *ast.File) {
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				switch f := called(call); {
				case strings.HasPrefix(f, "fmt.Print"), f == "print", f == "println":
					t.Errorf("%s: %s prints", set.Position(call.Pos()), f)
				}
				return true
			})
		})
	}
}

// TestNothingIsBuiltAtStart holds every package to cheap start-up: a program that
// reads one cable should not first build maps and compile expressions.
func TestNothingIsBuiltAtStart(t *testing.T) {
	for _, layer := range layers {
		sources(t, layer.room, func(_ string, set *token.FileSet, file *ast.File) {
			for _, decl := range file.Decls {
				if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
					inspectStart(t, set, g)
				}
				if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
					t.Errorf("%s: an init function", set.Position(f.Pos()))
				}
			}
		})
	}
}

func inspectStart(t *testing.T, set *token.FileSet, g *ast.GenDecl) {
	ast.Inspect(g, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // runs later
		case *ast.CompositeLit:
			if _, isMap := n.Type.(*ast.MapType); isMap {
				t.Errorf("%s: a map in a package variable", set.Position(n.Pos()))
			}
		case *ast.CallExpr:
			if f := called(n); strings.HasPrefix(f, "regexp.") || f == "make" {
				t.Errorf("%s: %s in a package variable", set.Position(n.Pos()), f)
			}
		}
		return true
	})
}

// called is the name of what a call calls, as written.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}
