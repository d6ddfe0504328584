package admin

// translateKeys are the shortcuts of the translator's screen; those of the review are for who
// may judge.
func translateKeys(r *request, judges bool) []shortcut {
	t := func(key string) string { return r.p.T(key) }
	keys := []shortcut{
		{t("admin.translate.confirm"), []string{"Ctrl", "Enter"}},
		{t("admin.translate.next"), []string{"Alt", "↓"}},
		{t("admin.translate.previous"), []string{"Alt", "↑"}},
		{t("admin.translate.next_work"), []string{"Alt", "J"}},
		{t("admin.translate.previous_work"), []string{"Alt", "Shift", "J"}},
		{t("admin.translate.copy_source"), []string{"Alt", "C"}},
		{t("admin.translate.copy_reference"), []string{"Alt", "Shift", "C"}},
		{t("admin.translate.omit"), []string{"Alt", "O"}},
		{t("admin.translate.add"), []string{"Alt", "I"}},
		{t("admin.translate.pair"), []string{"Alt", "G"}},
		{t("admin.translate.unpair"), []string{"Alt", "Shift", "G"}},
		{t("admin.translate.diff"), []string{"Alt", "W"}},
		{t("admin.remark.button"), []string{"Alt", "K"}},
		{t("admin.remark.version_button"), []string{"Alt", "Shift", "K"}},
		{t("admin.translate.undo"), []string{"Alt", "Z"}},
		{t("admin.keys.fix"), []string{"Alt", "M"}},
		{t("admin.translate.save_typed"), []string{"Ctrl", "S"}},
		{t("admin.translate.filter"), []string{"Alt", "F"}},
	}
	if judges {
		keys = append(keys,
			shortcut{t("admin.review.accept"), []string{"Alt", "Y"}},
			shortcut{t("admin.review.send_back"), []string{"Alt", "U"}})
	}
	return keys
}
