"""Photographs of a town, and who is on them."""
