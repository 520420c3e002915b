"""Maps as our own SVG: one drawing for paper, one that is walked with the keyboard."""
