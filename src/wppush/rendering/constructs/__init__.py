"""One construct, one file: `matches` asks whether it knows an element, `build` makes its blocks."""
