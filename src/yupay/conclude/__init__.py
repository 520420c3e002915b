"""What may be said: decisions, tables, figures and the words between them."""
