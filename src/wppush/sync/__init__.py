"""The only package that writes to a site: it reads the snapshot and applies a plan."""
