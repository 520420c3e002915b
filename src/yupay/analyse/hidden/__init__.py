"""How many were on no list? Hidden populations from lists that overlap."""
