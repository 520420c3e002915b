"""Does a questionnaire measure, and what do its scores hold: items, reliability, validity by judges, structure, bands."""
