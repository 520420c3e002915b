"""Arithmetic that several rooms of analysis share: arrays in, arrays out."""
