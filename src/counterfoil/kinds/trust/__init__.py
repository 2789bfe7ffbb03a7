"""Kinds of trust money."""
