"""Neighbours are not independent: how alike they are, and what goes with what once that is allowed for."""
