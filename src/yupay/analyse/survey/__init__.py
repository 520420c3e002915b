"""How much and how sure, when persons were drawn by strata, clusters and weights."""
