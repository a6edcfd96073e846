package cable

import "strings"

// Own are codes of the user's own, which are known beside the tables. It does
// not change: scanners and goroutines share it. A nil Own adds nothing.
type Own struct {
	tags     map[string]TagKind
	captions map[string]bool
	posts    map[string]string // name without blanks -> name in ids
}

// NewOwn makes codes known: tags with the list that each belongs to, captions,
// posts by the names that banners give them, and other names of a post. Case and
// the blanks in names of posts do not matter.
func NewOwn(tags map[string]TagKind, captions, posts []string, aliases map[string]string) *Own {
	own := &Own{tags: map[string]TagKind{}, captions: map[string]bool{}, posts: map[string]string{}}
	for tag, kind := range tags {
		own.tags[strings.ToUpper(tag)] = kind
	}
	for _, c := range captions {
		own.captions[captionKey([]byte(c))] = true
	}
	for _, post := range posts {
		own.addPost(post, post)
	}
	for alias, post := range aliases {
		own.addPost(alias, post)
	}
	return own
}

// addPost makes a name stand for a post, and the post known.
func (o *Own) addPost(name, post string) {
	to := postName(post)
	o.posts[postName(name)] = to
	o.posts[to] = to
}

// postName is the name of a post as it stands in ids.
func postName(name string) string {
	buf := make([]byte, 0, len(name))
	key, _ := squeeze(buf, []byte(name))
	return string(key)
}

// captionKey is a caption in capitals with single blanks.
func captionKey(b []byte) string {
	return strings.ToUpper(strings.Join(strings.Fields(string(b)), " "))
}

// tag is the list that holds a tag, the user's own lists first.
func (o *Own) tag(tag []byte) TagKind {
	if o != nil && len(tag) <= longestKey {
		if kind, ok := o.tags[strings.ToUpper(string(tag))]; ok {
			return kind
		}
	}
	return KnownTag(tag)
}

// startsPair is false where no tag of two words begins with this one.
func (o *Own) startsPair(word []byte) bool { return startsPair(word) || o != nil && len(o.tags) > 0 }

// caption reports whether a line is one of the user's captions.
func (o *Own) caption(b []byte) bool {
	return o != nil && len(o.captions) > 0 && len(b) <= longestCaption && o.captions[captionKey(b[leadingPilcrow(b):])]
}

// postsAsked is the names that were looked up last, and what they were found to be: the
// banner, the id and the rules ask for one post, and so do cables that follow each other.
type postsAsked struct {
	asked [4]postAsked
	next  int // the place of the next name
}

// postAsked is one of them.
type postAsked struct {
	name  [longestKey]byte
	len   int // of the name; 0 when none was looked up
	post  string
	known bool
}

// FindPost is like PostName, but empty for a post that is not known: see
// [AppendPostName].
func (d *Document) FindPost(name []byte) (post string, known bool) {
	if len(name) == 0 || len(name) > longestKey {
		return d.own.post(name)
	}
	p := &d.posts
	for i := range p.asked {
		if a := &p.asked[i]; string(a.name[:a.len]) == string(name) {
			return a.post, a.known
		}
	}
	a := &p.asked[p.next]
	p.next = (p.next + 1) % len(p.asked)
	a.len = copy(a.name[:], name)
	a.post, a.known = d.own.post(name)
	return a.post, a.known
}

// post is what [PostName] gives a post that is known, the user's own posts first.
func (o *Own) post(name []byte) (post string, known bool) {
	if o != nil && len(name) <= longestCaption {
		if post, ok := o.posts[postName(string(name))]; ok {
			return post, true
		}
	}
	return findPost(name)
}

// knowsPost reports whether the words of name are a post or an alias of one.
func (o *Own) knowsPost(name []byte) bool {
	if knownPost(name) {
		return true
	}
	if o == nil || len(o.posts) == 0 {
		return false
	}
	_, known := o.posts[postName(string(name))]
	return known
}

// PostName is the function [PostName] with the posts that the user added.
func (d *Document) PostName(name []byte) (post string, known bool) {
	if post, known = d.FindPost(name); known {
		return post, true
	}
	return string(AppendPostName(nil, name)), false
}

// KnownPost reports whether a post, by its name in ids, is in the table or was
// added by the user.
func (d *Document) KnownPost(post string) bool {
	if _, ok := PostRow(post); ok {
		return true
	}
	return d.own != nil && d.own.posts[post] == post && post != ""
}

// isCaptionLine reports whether a line is a caption, a user's own or one that
// the table and the forms of captions give.
func (d *Document) isCaptionLine(b []byte) bool { return isCaptionLine(b) || d.own.caption(b) }
