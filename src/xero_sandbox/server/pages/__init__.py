"""Pages for a person: what Xero holds, and the buttons a bookkeeper in Xero would have."""
