package main

// covers are the pictures above the stories, by the folder of each.
func covers() map[string]func(*canvas) {
	return map[string]func(*canvas){
		"aktau-port-freight-car-counting":        freightCars,
		"alat-aktau-kuryk-night-ferries":         nightFerry,
		"archery-school-league":                  archery,
		"boulevard-marathon-results":             marathon,
		"carpet-pattern-archive-digitised":       carpet,
		"caspian-level-five-gauges":              gauges,
		"coastal-cycle-path":                     cyclePath,
		"container-journey-in-eleven-days":       containerRoute,
		"dombra-tar-kamancha-touring-exhibition": instruments,
		"drone-seal-count":                       seals,
		"felt-and-copper-fair":                   copper,
		"greenhouse-tomatoes-cold-chain":         greenhouse,
		"library-book-exchange":                  books,
		"lighthouse-keeper-interview":            lighthouse,
		"mountain-observatory-open-nights":       observatory,
		"opinion-a-timetable-is-a-promise":       timetable,
		"pomegranate-press-cooperative":          pomegranates,
		"rain-gauges-on-balconies":               rain,
		"repair-cafes-in-courtyards":             repair,
		"rooftop-solar-almaty-schools":           solar,
		"saxaul-on-the-dried-seabed":             saxaul,
		"seismic-open-data-day":                  seismic,
		"shadow-theatre-in-three-ports":          shadows,
		"student-buoys-caspian-readings":         buoys,
		"sturgeon-fry-released":                  sturgeon,
		"voice-corpus-read-aloud":                voices,
	}
}
