"""Cells of counts of people: which may be printed so that nobody can work out the others."""
