"""The commands, a module each: `add_options` says what can be asked, `run` does it, giving the exit code."""
