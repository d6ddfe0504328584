package main

import "fmt"

type configCommand struct{}

// Run prints the configuration.
func (c *configCommand) Run(env *environment, std *streams) error {
	cfg, err := env.load()
	if err != nil {
		return err
	}
	fmt.Fprint(std.out, cfg.Print())
	return nil
}
