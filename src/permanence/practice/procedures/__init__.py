"""Which policy the authority follows, from when, and who agreed to it."""
