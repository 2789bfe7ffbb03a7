"""The firm and the sandbox of the link's tests."""

from tests.xero.conftest import linked, sandbox

__all__ = ["linked", "sandbox"]
