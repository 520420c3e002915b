"""How many, what share, at what rate, how spread: description, each number with the doubt it may carry."""
