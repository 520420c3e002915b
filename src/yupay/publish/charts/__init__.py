"""Charts as our own SVG: drawn from the model, the same bytes for the page, the document and the file."""
