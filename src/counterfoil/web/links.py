"""Where things are, as addresses of one firm. Written out, because a page of 50 rows asks for a hundred of them;
a test resolves each one."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses under `/f/<firm>/`. Records are named by their random public ids, accounts and banks by their codes.

    Without `ledger` the firm's package has no pages of the ledger: addresses there are empty, and stand as plain text.
    """

    base: str
    ledger: bool = True

    @classmethod
    def of(cls, firm_public_id: str, *, ledger: bool = True) -> "Links":
        return cls(f"/f/{firm_public_id}/", ledger)

    @property
    def home(self) -> str:
        return self.base

    def place(self, name: str, **query: object) -> str:
        """A page of the firm, such as `matters` or `trial-balance`, with its filters."""
        return f"{self.base}{name}/{_query(query)}"

    def csv(self, name: str, **query: object) -> str:
        return f"{self.base}{name}.csv{_query(query)}"

    def file(self, name: str, ending: str, **query: object) -> str:
        """A list or a report as a file: `csv` or `xlsx`."""
        return f"{self.base}{name}.{ending}{_query(query)}"

    def matter(self, public_id: str, tab: str = "", **query: object) -> str:
        return f"{self.base}matters/{public_id}/{tab + '/' if tab else ''}{_query(query)}"

    def contact(self, public_id: str) -> str:
        return f"{self.base}contacts/{public_id}/"

    def document(self, public_id: str, step: str = "") -> str:
        return f"{self.base}documents/{public_id}/{step + '/' if step else ''}"

    def removal(self, public_id: str, *, by: str) -> str:
        """Taking a document out of what another settles."""
        return f"{self.base}documents/{public_id}/settled/{by}/remove/"

    def attached(self, public_id: str, file_id: str, step: str = "") -> str:
        """A file of a document."""
        return f"{self.base}documents/{public_id}/files/{file_id}/{step + '/' if step else ''}"

    def money(self, kind: str, **query: object) -> str:
        return f"{self.base}money/{kind}/{_query(query)}"

    def new(self, kind: str, **query: object) -> str:
        return f"{self.base}new/{kind}/{_query(query)}"

    def account(self, code: str, **query: object) -> str:
        return f"{self.base}accounts/{code}/{_query(query)}" if self.ledger else ""

    def entry(self, seq: int) -> str:
        return f"{self.base}entries/{seq}/" if self.ledger else ""

    def bank(self, code: str) -> str:
        return f"{self.base}banks/{code}/edit/"

    def correction(self, public_id: str, step: str = "") -> str:
        return f"{self.base}corrections/{public_id}/{step + '/' if step else ''}"

    def drift(self, public_id: str, step: str = "") -> str:
        return f"{self.base}sync/drift/{public_id}/{step + '/' if step else ''}"

    def sync_item(self, marker: str, step: str = "") -> str:
        return f"{self.base}sync/items/{marker}/{step + '/' if step else ''}"

    def compared(self, key: str, **query: object) -> str:
        """One account beside Xero: by its id there, or by our code where it has no counterpart."""
        return f"{self.base}sync/compare/{key}/{_query(query)}"

    def options(self, sort: str) -> str:
        return f"{self.base}options/{sort}/"


def _query(query: dict[str, object]) -> str:
    kept = {name.rstrip("_"): str(value) for name, value in query.items() if value not in (None, "")}
    return f"?{urlencode(kept)}" if kept else ""
