package locale

import "strings"

// Where newsrooms write otherwise than CLDR, the tables are changed here. The
// tests list every departure with its reason, in departure_test.go.

// houseAzerbaijani says "1 gün sonra" for what will be, since CLDR's "1 gün
// ərzində" means within a day; writes thousands apart, since 1.234 reads as a
// decimal in English; and spells thousands "min", not K.
func houseAzerbaijani(c *cldr) *cldr {
	apartThousands(c)
	for unit := range c.relative {
		for width := range c.relative[unit] {
			future := &c.relative[unit][width].future
			future.one = strings.Replace(future.one, " ərzində", " sonra", 1)
			future.other = strings.Replace(future.other, " ərzində", " sonra", 1)
		}
	}
	for power := range 3 {
		c.compact[Short][power] = counted{other: "{0}\u00a0min"}
	}
	return c
}

// houseKazakh says "2 күн бұрын", for few know CLDR's word, and spells
// hundreds of thousands like the others: м. is also a metre.
func houseKazakh(c *cldr) *cldr {
	apartThousands(c)
	for width := range c.relative[Day] {
		delete(c.relative[Day][width].named, -2)
	}
	c.compact[Short][2] = c.compact[Short][0]
	return c
}

func houseRussian(c *cldr) *cldr {
	return apartThousands(c)
}

// apartThousands puts a no-break space between thousands, in numbers of five
// figures or more.
func apartThousands(c *cldr) *cldr {
	c.group = "\u00a0"
	c.minimumGroup = 2
	return c
}
