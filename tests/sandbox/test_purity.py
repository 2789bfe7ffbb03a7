"""The model is pure: it opens no file, reads no clock, knows no HTTP and makes no chance of its own."""

import ast
from pathlib import Path

import pytest

import xero_sandbox.model
from xero_sandbox.model.money import NotANumber, cents, number, plain

MODEL = Path(xero_sandbox.model.__file__).parent
FORBIDDEN = {"os", "pathlib", "time", "socket", "sqlite3", "threading", "asyncio", "starlette", "uvicorn", "httpx"}
CLOCKS = {"now", "utcnow", "today", "uuid1", "uuid4"}


@pytest.mark.parametrize("path", sorted(MODEL.rglob("*.py")), ids=lambda path: path.name)
def test_a_file_of_the_model_reaches_for_nothing_outside(path: Path) -> None:
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            assert not {name.split(".")[0] for name in names} & FORBIDDEN
            assert not any(name.startswith("xero_sandbox.server") for name in names)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            named = isinstance(owner, ast.Name) and owner.id in ("datetime", "date", "uuid", "random")
            assert not (named and node.func.attr in CLOCKS | {"random", "randint", "SystemRandom"})


@pytest.mark.parametrize(
    ("sent", "kept", "printed"),
    [
        ("21", 2100, "21.0"),
        ("3.15", 315, "3.15"),
        ("0.005", 1, "0.01"),
        ("-0.5", -50, "-0.5"),
        ("1E3", 100_000, "1000.0"),
    ],
)
def test_money_is_whole_cents_inside_and_short_numbers_outside(sent: str, kept: int, printed: str) -> None:
    assert cents(sent) == kept
    assert str(number(kept)) == printed


@pytest.mark.parametrize("sent", ["ten", "NaN", "Infinity", True, 1.5, None, [], ""])
def test_what_is_no_number_is_refused(sent: object) -> None:
    with pytest.raises(NotANumber):
        cents(sent)


def test_cents_as_text_have_two_decimals() -> None:
    assert [plain(amount) for amount in (0, 5, -5, 123_456)] == ["0.00", "0.05", "-0.05", "1234.56"]
