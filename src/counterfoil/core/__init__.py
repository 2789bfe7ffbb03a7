"""The language of the books: money, entries, kinds, refusals. Plain Python; no Django, no clock, no files."""
