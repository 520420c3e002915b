"""The only place where sentences live, in Spanish and in English, with their numbers left open."""
