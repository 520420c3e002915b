"""The printed report as a Word document: native tables, fields, styles."""
