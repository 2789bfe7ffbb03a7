"""Commands in this process: `run(...)` gives (exit code, standard output, standard error)."""

import io
from collections.abc import Callable

import pytest

from counterfoil.cli.main import main
from counterfoil.firms.models import User
from counterfoil.matters.models import Contact, Matter
from tests.builders import BuiltFirm, a_firm

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def made(*arguments: str, stdin: str | bytes = "") -> tuple[int, str, str]:
        sent = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), said.out, said.err

    return made


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    """The only firm, with matter M-104 of contact C-0001."""
    assert not User.objects.exists() and not Matter.objects.exists() and not Contact.objects.exists()
    built = a_firm()
    built.matter("M-104")
    return built
