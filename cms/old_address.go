package cms

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// mostParameters is how many parameters of an address are looked up one by one.
const mostParameters = 8

// Redirect returns the version that an old address leads to, false where it leads nowhere
// or to nothing that is live. The path is as it is read, not as an address spells it. A
// story is found by the whole query, by one parameter of it (campaigns add others), or by
// the path alone, and with or without a slash at its end.
func (n *Newsroom) Redirect(ctx context.Context, at models.Instant, path string, query url.Values) (Version, bool, error) {
	const op = "cms.Redirect"
	r := n.store.Read()
	to, err := r.Redirect(ctx, formsOf(path, query)...)
	if err != nil || to == nil {
		return Version{}, false, errs.Wrap(op, err)
	}
	sections, err := n.sections(ctx, r)
	if err != nil {
		return Version{}, false, errs.Wrap(op, err)
	}
	versions, err := n.versions(ctx, r, at, to.Locale, []int64{to.ArticleID}, sections)
	list := versions[to.ArticleID]
	if err != nil || len(list) == 0 || list[0].Locale != to.Locale {
		return Version{}, false, errs.Wrap(op, err)
	}
	return list[0], true, nil
}

// formsOf returns what an address that is asked for may have been kept as, the most exact
// first. The front page is nobody's old address, but with a query it can be one.
func formsOf(path string, query url.Values) []string {
	paths := []string{path}
	if bare, ok := strings.CutSuffix(path, "/"); !ok {
		paths = append(paths, path+"/")
	} else if bare != "" {
		paths = append(paths, bare)
	}
	var queries []string
	if len(query) > 0 {
		queries = append(queries, "?"+query.Encode())
	}
	if names := slices.Sorted(maps.Keys(query)); len(names) > 1 {
		for _, name := range names[:min(len(names), mostParameters)] {
			queries = append(queries, "?"+url.Values{name: query[name]}.Encode())
		}
	}
	if path != "/" {
		queries = append(queries, "")
	}
	var forms []string
	for _, q := range queries {
		for _, p := range paths {
			forms = append(forms, p+q)
		}
	}
	return forms
}

// leadOld leads the old addresses of an imported version to it and says whether any led
// elsewhere, or nowhere, before.
func (w *work) leadOld(ctx context.Context, articleID int64, v *PortableVersion) (led bool, err error) {
	for _, alias := range v.Aliases {
		address, err := oldAddress(alias)
		if err != nil {
			return false, err
		}
		if to, err := w.Redirect(ctx, address); err != nil {
			return false, err
		} else if to != nil && to.ArticleID == articleID && to.Locale == v.Locale {
			continue
		}
		if err := w.SetRedirect(ctx, address, articleID, v.Locale); err != nil {
			return false, err
		}
		led = true
	}
	if !led {
		return false, nil
	}
	return true, w.event(ctx, models.ArticleUpdated, articleID, v.Locale, map[string]any{"aliases": v.Aliases})
}

// oldAddress returns an old address of an imported story as it is kept: the path as it is
// read, whichever way it was written, and the query in one order. The host is left out: it
// is for whoever runs it to lead here.
func oldAddress(address string) (string, error) {
	refused := errs.New("cms", errs.Invalid, "error.old_address", errs.Args{"address": address})
	u, err := url.Parse(address)
	if err != nil { // a sign that no address has, in what was a path all the same
		u = &url.URL{Path: address}
	}
	path := u.Path
	if path == "" && u.Host != "" {
		path = "/"
	}
	if query := u.Query(); len(query) > 0 {
		path += "?" + query.Encode()
	}
	if !strings.HasPrefix(path, "/") || path == "/" {
		return "", refused
	}
	return path, nil
}
