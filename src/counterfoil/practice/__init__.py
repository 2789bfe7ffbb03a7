"""Set up a firm, add contacts, open and close matters."""
