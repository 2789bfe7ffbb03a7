"""What an installation decides for itself: where the data is, its address, and which Xero it talks to.

Every value may stand in `counterfoil.toml` in the data directory (or the file that COUNTERFOIL_CONFIG names) and may be
overruled by the environment: COUNTERFOIL_BASE_URL, XERO_CLIENT_ID and so on. Nothing here needs Django.
"""

import os
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from counterfoil import keys


def is_loopback(host: str) -> bool:
    """Whether the name or address can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def web_address(text: str) -> str:
    """An address with https, or with http where nothing leaves this machine; without a closing slash."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{text!r} is no web address; write it with https:// and a host")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(f"{text!r} would travel unprotected; plain http is accepted for this machine only")
    return text.rstrip("/")


WebAddress = Annotated[str, AfterValidator(web_address)]


def _xero(name: str, default: Any) -> Any:
    """The XERO_ variables carry no prefix of ours, so that one set serves every tool of the office."""
    return Field(default, validation_alias=AliasChoices(f"xero_{name}", f"XERO_{name.upper()}"))


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="COUNTERFOIL_", extra="forbid", frozen=True, populate_by_name=True)

    data_dir: Path = Path("var")
    database_url: str = ""
    """Empty means SQLite in the data directory; otherwise `sqlite:///PATH` or `postgresql://...`."""

    base_url: WebAddress = "http://localhost:8000"
    allowed_hosts: tuple[str, ...] = ()
    behind_proxy: bool = False
    """True says that a proxy of ours ends TLS and always sets X-Forwarded-Proto itself."""

    secret_key: SecretStr | None = None
    """Set only where a secret store hands it in; otherwise it is made once and kept in the data directory."""

    mail_host: str = ""
    mail_port: int = 587
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_from: str = "counterfoil@localhost"

    xero_authorize_url: WebAddress = _xero("authorize_url", "https://login.xero.com/identity/connect/authorize")
    xero_identity_base_url: WebAddress = _xero("identity_base_url", "https://identity.xero.com")
    xero_api_base_url: WebAddress = _xero("api_base_url", "https://api.xero.com/api.xro/2.0")
    xero_app: Literal["web", "custom"] = _xero("app", "web")
    """`custom` is an app at Xero that belongs to one organisation: nobody is asked for consent in a browser."""

    xero_client_id: str = _xero("client_id", "")
    xero_client_secret: SecretStr = _xero("client_secret", SecretStr(""))

    @property
    def is_local(self) -> bool:
        """Plain http on this machine: cookies can then be neither Secure nor carry the __Host- prefix."""
        return self.base_url.startswith("http://")

    @property
    def hosts(self) -> tuple[str, ...]:
        own = urlsplit(self.base_url).hostname or ""
        nearby = ("localhost", "127.0.0.1", "[::1]") if is_loopback(own) else ()
        return tuple(dict.fromkeys((own, *nearby, *self.allowed_hosts)))

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{quote(str(self.data_dir.absolute()))}/counterfoil.sqlite3"

    @property
    def keys_dir(self) -> Path:
        return self.data_dir / "keys"

    def signing_key(self) -> str:
        return self.secret_key.get_secret_value() if self.secret_key else keys.secret_key(self.keys_dir)

    def encryption_keys(self) -> keys.EncryptionKeys:
        return keys.encryption_keys(self.keys_dir)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=config_file())


def config_file() -> Path:
    named = os.environ.get("COUNTERFOIL_CONFIG")
    if named and not Path(named).is_file():
        raise FileNotFoundError(f"COUNTERFOIL_CONFIG names {named}, which is no file")
    return Path(named) if named else Path(os.environ.get("COUNTERFOIL_DATA_DIR", "var")) / "counterfoil.toml"


@cache
def load() -> Settings:
    """The settings of this process, read once."""
    return Settings()
