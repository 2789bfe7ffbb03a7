"""The API: each endpoint reads what was sent, calls one action and shows the result."""
