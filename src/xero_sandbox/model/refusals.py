"""The ways Xero says no, as exceptions; `api` turns each into the shape Xero answers."""


class Invalid(Exception):
    """The document breaks one or more rules; Xero lists them all at once."""

    def __init__(self, *messages: str) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


class NoSuchThing(Exception):
    """404: the id or the address names nothing here."""


class NotOffered(Exception):
    """501: the resource exists, the method on it does not."""


class BadQuery(Exception):
    """400: `where`, `order` or another parameter cannot be read."""


class BadBody(Exception):
    """400: the body is not the JSON this address takes."""
