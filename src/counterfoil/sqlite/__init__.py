"""Django's SQLite backend, with one writer at a time in front of the database rather than inside it."""
