"""One file for each kind of table or figure of the report."""
