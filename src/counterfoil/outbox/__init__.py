"""What waits to be copied elsewhere, what became of it, and who may send now. Names no Xero."""
