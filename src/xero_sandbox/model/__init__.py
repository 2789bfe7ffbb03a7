"""Xero as a set of rules: no HTTP, no wall clock, no files. Time, chance and the signing of tokens are handed in."""
