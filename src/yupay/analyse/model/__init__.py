"""How an outcome changes with several variables at once: regression through statsmodels (extra `models`)."""
