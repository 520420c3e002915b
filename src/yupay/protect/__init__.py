"""Which counts may be used, before any analysis sees them."""
