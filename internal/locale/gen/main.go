// Command gen writes the tables of package locale from Unicode's Common Locale
// Data Repository (CLDR), as its JSON packages on npm have it. `go generate`
// runs it in the folder of the package; it needs no Node, and the same version
// of the packages gives the same file.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/internal/npm"
)

// output is the file that is written.
const output = "cldr_tables.go"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	files, err := npm.Load(ctx, packages, wanted)
	if err != nil {
		return err
	}
	var tables []table
	for _, tag := range languages() {
		t, err := read(source(files), tag)
		if err != nil {
			return err
		}
		tables = append(tables, t)
	}
	code, err := write(tables)
	if err != nil {
		return err
	}
	return os.WriteFile(output, code, 0o644) //nolint:gosec // Source code is for everyone to read.
}

// wanted tells the files that [read] reads.
func wanted(path string) bool {
	if path == "supplemental/currencyData.json" {
		return true
	}
	parts := strings.Split(path, "/")
	return len(parts) == 3 && parts[0] == "main" && slices.Contains(languages(), parts[1])
}

// languages are those that get tables.
func languages() []string { return []string{"en", "az", "kk", "ru"} }

// units are the units that news is full of, by CLDR's names.
func units() []string {
	return strings.Fields(`
		area-acre area-hectare area-square-kilometer area-square-meter
		digital-bit digital-byte digital-gigabit digital-gigabyte digital-kilobit digital-kilobyte digital-megabit
		digital-megabyte digital-petabyte digital-terabit digital-terabyte
		angle-degree concentr-percent
		duration-century duration-day duration-decade duration-hour duration-microsecond duration-millisecond
		duration-minute duration-month duration-nanosecond duration-second duration-week duration-year
		energy-kilocalorie energy-kilowatt-hour
		length-centimeter length-foot length-inch length-kilometer length-meter length-mile length-millimeter
		length-nautical-mile length-yard
		mass-gram mass-kilogram mass-milligram mass-ounce mass-pound mass-stone mass-tonne
		power-gigawatt power-horsepower power-kilowatt power-megawatt power-watt
		pressure-hectopascal pressure-millimeter-ofhg
		speed-kilometer-per-hour speed-knot speed-meter-per-second speed-mile-per-hour
		temperature-celsius temperature-fahrenheit
		volume-barrel volume-cubic-kilometer volume-cubic-meter volume-fluid-ounce volume-gallon volume-liter
		volume-milliliter`)
}

// currencies are those of the region, of its trade and of the large markets.
func currencies() []string {
	return strings.Fields(`
		AED AMD AUD AZN BRL BYN CAD CHF CNY CZK DKK EUR GBP GEL HKD HUF IDR ILS INR IRR JPY KGS KRW KWD KZT MDL MNT
		MXN MYR NOK NZD PKR PLN QAR RON RSD RUB SAR SEK SGD THB TJS TMT TRY UAH USD UZS ZAR`)
}
