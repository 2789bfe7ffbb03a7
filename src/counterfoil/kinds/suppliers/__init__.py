"""Kinds of what suppliers bill, and of what is ordered from them."""
