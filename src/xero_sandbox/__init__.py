"""A stateful stand-in for Xero: `model` is the other side itself, `server` puts it on HTTP with pages to look at it."""
