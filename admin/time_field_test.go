package admin_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestATimeIsSaidInWordsWhileItIsTyped(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for _, test := range []struct {
		name, local, zone, which string
		want                     []string
	}{
		{"nothing typed", "", "Asia/Baku", "", nil},
		{"ahead", "2030-03-12T09:00", "Asia/Baku", "", []string{"Tuesday, 12 March 2030", "12 March 2030, 09:00"}},
		{"in another zone", "2030-03-12T09:00", "Asia/Almaty", "", []string{"12 March 2030, 08:00"}},
		{"gone by", "2020-03-12T09:00", "Asia/Baku", "", []string{"already past"}},
		{"skipped", "2030-03-31T02:30", "Europe/Berlin", "", []string{"There is no 02:30 on that day", "03:00"}},
		{"twice", "2030-10-27T02:30", "Europe/Berlin", "", []string{"comes twice", "02:30 the first time (UTC+2)", "02:30 the second time (UTC+1)"}},
		{"the second", "2030-10-27T02:30", "Europe/Berlin", "second", []string{"27 October 2030, 05:30"}},
		{"no time", "soon", "Asia/Baku", "", []string{"is not a date and time"}},
	} {
		q := url.Values{"field": {"from"}, "id": {"from-kk"}, "from": {test.local}, "from_zone": {test.zone}, "from_which": {test.which}}
		a := p.get("/admin/time?"+q.Encode()).want(t, 200)
		got := strings.Join(strings.Fields(a.doc.Text()), " ")
		if test.want == nil && got != "" {
			t.Errorf("%s: %q", test.name, got)
		}
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q does not say %q", test.name, got, want)
			}
		}
		if radios := a.doc.Find("[type=radio][name=from_which]").Length(); (radios == 2) != strings.HasPrefix(test.local, "2030-10-27") {
			t.Errorf("%s: %d choices", test.name, radios)
		}
		if checked := a.doc.Find("#from-kk-second[checked]").Length(); (checked == 1) != (test.which == "second") {
			t.Errorf("%s: the second is chosen %d times", test.name, checked)
		}
	}
}
