"""The reference manual: every page under docs/reference/ that can be read off the product itself, and is."""
