"""How many must be asked, how are they shared out, and what could be seen? Arithmetic before the data."""
