package cable
import ("testing";"os";"fmt";"strings")
func TestDbg(t *testing.T){ b,_:=os.ReadFile("/tmp/dbg.txt"); for _,f:=range strings.Split(string(b),"\n%%\n"){ f=strings.TrimRight(f,"\n"); if strings.HasPrefix(strings.ToUpper(f),"TAG"){fmt.Printf("%q\n   -> %s\n",f,tagList(f))} else if strings.Contains(strings.ToUpper(f), "CLASS")||strings.Contains(strings.ToUpper(f), "DERIV"){fmt.Printf("%q\n   -> %s\n",f,authority(f))} else {fmt.Printf("%q\n   -> %s\n",f,referenceList(f))}}}
