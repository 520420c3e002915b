"""May a new edition stand beside every earlier one? Two editions subtracted are a table of the people in between."""
