"""One change to the tree, one file: `run` changes it in its place, whichever parser made it."""
