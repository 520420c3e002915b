"""The law as dated, readable data, and what the coded facts of a case meet."""
