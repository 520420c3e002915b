"""Puts this folder on the path, so that every room of analysis may build the same invented studies."""
