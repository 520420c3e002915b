"""Case records of institutions: their schema, how a file maps to them, and the rows read and checked."""
