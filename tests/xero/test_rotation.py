"""Rotating the key of the tokens: all are readable afterwards, the old key is gone, and a broken-off run goes on."""

from pathlib import Path

import pytest
from django.apps import apps
from typer.testing import CliRunner

from counterfoil import config, keys
from counterfoil.cli import rotate_keys
from counterfoil.firms.models import Audit
from counterfoil.xero import rotation
from counterfoil.xero.models import Connection
from counterfoil.xero.rotation import SECRETS, rotate
from counterfoil.xero.tokens import TokenKeeper, read_row
from tests.xero.conftest import Linked

TOKENS = ("access_token", "refresh_token", "previous_refresh_token")


@pytest.fixture(autouse=True)
def own_keys(linked: Linked, tmp_path: Path) -> config.Settings:
    """The test's own key file, with the connection's tokens written under it."""
    linked.settings = linked.settings.model_copy(update={"data_dir": tmp_path})
    keeper = TokenKeeper(Connection.objects.get().pk, http=linked.http, settings=linked.settings)
    Connection.objects.update(access_token="", refresh_token="", previous_refresh_token="")
    assert keeper.refresh(linked.store.now())
    return linked.settings


def key_ids() -> set[str]:
    return {text.partition(":")[0] for text in Connection.objects.values_list(*TOKENS).get() if text}


def turned(linked: Linked) -> rotation.Rotated:
    return rotate(settings=linked.settings, at=linked.store.now(), wait=lambda seconds: None)


def test_every_token_is_written_anew_and_the_old_key_is_gone(linked: Linked) -> None:
    row = Connection.objects.get().pk
    token = TokenKeeper(row, http=linked.http, settings=linked.settings).access(linked.store.now())

    done = turned(linked)

    assert (done.key, done.retired, done.lost) == ("2", ("1",), 0) and done.written
    assert key_ids() == {"2"} and set(linked.settings.encryption_keys().by_id) == {"2"}
    assert TokenKeeper(row, http=linked.http, settings=linked.settings).access(linked.store.now()) == token
    assert Audit.objects.filter(action="rotate keys", subject_id=row).exists()
    assert (linked.settings.keys_dir / "encryption.json").stat().st_mode & 0o077 == 0


def test_broken_off_after_the_new_key_it_goes_on_with_it(linked: Linked) -> None:
    keys.add_encryption_key(linked.settings.keys_dir)

    done = turned(linked)

    assert (done.key, done.resumed, done.retired) == ("2", True, ("1",))
    assert key_ids() == {"2"}


def test_a_token_refreshed_meanwhile_keeps_its_new_text(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = TokenKeeper(Connection.objects.get().pk, http=linked.http, settings=linked.settings)
    before = read_row(keeper.connection_id).access

    def refreshed_first(*given: object, **more: object) -> int:
        keeper.refresh(linked.store.now())
        monkeypatch.undo()
        return real(*given, **more)  # type: ignore[arg-type]

    real = rotation._rewrite
    monkeypatch.setattr(rotation, "_rewrite", refreshed_first)
    done = turned(linked)

    assert done.retired == ("1",)
    assert read_row(keeper.connection_id).access != before
    assert not isinstance(keeper.access(linked.store.now()), str)
    assert linked.client.ready() is None


def test_the_old_key_stays_while_something_is_written_with_it(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "_rewrite", lambda *given, **more: 0)

    done = turned(linked)

    assert done.retired == () and set(linked.settings.encryption_keys().by_id) == {"1", "2"}


def test_the_command_turns_the_key_and_asks_for_a_copy_of_it(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "load", lambda: linked.settings)

    done = CliRunner().invoke(rotate_keys.app, [])

    assert (done.exit_code, key_ids()) == (0, {"2"})
    assert "Retired: key 1. Back up the key file now." in done.output


def test_a_second_rotation_is_kept_away(linked: Linked) -> None:
    with keys.only_one(linked.settings.keys_dir), pytest.raises(keys.KeyFileRefused, match="already"):
        turned(linked)


def test_every_sealed_column_is_in_the_list() -> None:
    sealed = {
        (model._meta.db_table, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.name.endswith("_token") or field.name == "verifier"
    }

    assert sealed == {(table, column) for table, columns in SECRETS.items() for column in columns}
