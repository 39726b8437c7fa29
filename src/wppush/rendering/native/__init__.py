"""Elements of HTML that a block can be made of, one kind a file: each says whether it fits, or gives what fits."""
