package web

import "strings"

// agentBytes is how much of what a browser says of itself is looked at.
const agentBytes = 200

// AgentName names browser and system of a User-Agent header for people, "Firefox ·
// Linux"; empty where neither is known. More of the header is kept nowhere.
func AgentName(header string) string {
	header = header[:min(len(header), agentBytes)]
	// The first mark that is found counts: most browsers claim to be others, too.
	browser := firstOf(header,
		"YaBrowser/", "Yandex Browser", "Edg", "Edge", "OPR/", "Opera", "SamsungBrowser/", "Samsung Internet",
		"Firefox/", "Firefox", "FxiOS/", "Firefox", "CriOS/", "Chrome", "Chrome/", "Chrome", "Safari/", "Safari")
	system := firstOf(header,
		"Android", "Android", "iPhone", "iOS", "iPad", "iPadOS", "CrOS", "ChromeOS",
		"Windows", "Windows", "Macintosh", "macOS", "Linux", "Linux")
	switch {
	case browser == "":
		return system
	case system == "":
		return browser
	}
	return browser + " · " + system
}

// firstOf returns the name that goes with the first mark in a text; marks and names
// come in turn.
func firstOf(text string, marks ...string) string {
	for i := 0; i+1 < len(marks); i += 2 {
		if strings.Contains(text, marks[i]) {
			return marks[i+1]
		}
	}
	return ""
}
