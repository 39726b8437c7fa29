"""wppush.toml, the sites, and where credentials come from."""
