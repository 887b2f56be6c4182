"""Settings by environment, the addresses, and the way in for a web server."""
