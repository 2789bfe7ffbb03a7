"""The link to Xero: connect, map accounts, translate what waits in the outbox, send it once, and look when in doubt."""
