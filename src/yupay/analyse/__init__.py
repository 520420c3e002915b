"""How much, how sure, what goes with what: pure, and every number comes with its doubt."""
