"""The nouns of the field: immutable, no arithmetic, no files."""
