"""In what order, and which of the ranks cannot be told apart."""
