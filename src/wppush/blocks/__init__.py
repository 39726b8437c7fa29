"""The block model, its grammar, its escaping, and the mark."""
