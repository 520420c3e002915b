"""yupay: to count, and to hold as worthy."""

__version__ = "0.1.0"
