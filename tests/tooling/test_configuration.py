"""What an installation may say about itself, and what is refused."""

import os
import stat
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.test import override_settings
from pydantic import ValidationError

from counterfoil import databases, keys, settings
from counterfoil.config import Settings
from counterfoil.logs import leave_out_names


@pytest.fixture(autouse=True)
def _only_what_the_test_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.startswith(("COUNTERFOIL_", "XERO_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COUNTERFOIL_DATA_DIR", str(tmp_path))


def test_the_environment_overrules_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "counterfoil.toml").write_text('base_url = "https://books.example"\nxero_client_id = "from the file"\n')
    monkeypatch.setenv("XERO_CLIENT_ID", "from the environment")

    settings = Settings()

    assert (settings.base_url, settings.xero_client_id) == ("https://books.example", "from the environment")


def test_a_misspelt_name_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "counterfoil.toml").write_text('base_ulr = "https://books.example"\n')

    with pytest.raises(ValidationError, match="base_ulr"):
        Settings()


def test_a_named_file_must_exist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COUNTERFOIL_CONFIG", str(tmp_path / "elsewhere.toml"))

    with pytest.raises(FileNotFoundError, match="COUNTERFOIL_CONFIG"):
        Settings()


@pytest.mark.parametrize("address", ["http://localhost:9100", "http://127.0.0.1:9100", "http://[::1]:9100"])
def test_a_sandbox_on_this_machine_may_speak_plain_http(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("XERO_API_BASE_URL", f"{address}/api.xro/2.0/")

    assert Settings().xero_api_base_url == f"{address}/api.xro/2.0"


@pytest.mark.parametrize("address", ["http://books.example", "http://10.0.0.7", "http://127.0.0.1.example", "books"])
def test_an_address_that_is_not_protected_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("COUNTERFOIL_BASE_URL", address)

    with pytest.raises(ValidationError, match=r"plain http|no web address"):
        Settings()


def test_hosts_are_ours_and_those_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERFOIL_BASE_URL", "https://books.example")
    monkeypatch.setenv("COUNTERFOIL_ALLOWED_HOSTS", '["intern.example"]')

    assert Settings().hosts == ("books.example", "intern.example")


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XERO_CLIENT_SECRET", "hidden-word")
    settings = Settings()

    assert "hidden-word" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    assert "hidden-word" not in repr(settings.encryption_keys())


def test_keys_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    first = (Settings().signing_key(), Settings().encryption_keys())

    second = (Settings().signing_key(), Settings().encryption_keys())

    assert first == second
    assert len(first[1].by_id[first[1].current]) == 32
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "keys").iterdir()} == {0o600}


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    Settings().signing_key()
    (tmp_path / "keys" / "secret_key").chmod(0o644)

    with pytest.raises(keys.KeyFileRefused, match="chmod 600"):
        Settings().signing_key()


def test_a_path_with_odd_signs_comes_through_its_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    odd = tmp_path / "Smith & Søn? 100%"
    monkeypatch.setenv("COUNTERFOIL_DATA_DIR", str(odd))

    assert databases.describe(Settings().database)["NAME"] == str(odd / "counterfoil.sqlite3")


def test_a_postgres_address_is_read_as_libpq_reads_it() -> None:
    described = databases.describe("postgresql://clerk:word@db.example:5433/books?sslmode=verify-full")

    assert {key: described[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "books",
        "USER": "clerk",
        "PASSWORD": "word",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full", "prepare_threshold": databases.ONLY_WHERE_ASKED},
    }


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="not with 'mysql'"):
        databases.describe("mysql://localhost/books")


def test_a_log_line_keeps_the_matter_and_leaves_out_the_name() -> None:
    line = leave_out_names(None, "info", {"event": "posted", "matter": "M-104", "client": "Ms Able", "token": "abc"})

    assert line == {"event": "posted", "matter": "M-104", "client": "***", "token": "***"}


def test_passwords_are_hashed_with_argon2id_at_full_cost() -> None:
    """The tests themselves use a quick one."""
    with override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS):
        hashed = make_password("a long enough passphrase")

    assert hashed.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
