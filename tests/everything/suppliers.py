"""What suppliers bill."""

from counterfoil.documents.actions import Done
from tests.builders import BuiltFirm

TYPED: set[str] = set()


def posted(firm: BuiltFirm) -> list[Done]:
    return []
