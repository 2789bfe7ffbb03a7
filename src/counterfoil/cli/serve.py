"""`counterfoil serve`: web pages and the API. Other machines reach it only over TLS, and only when told so."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from counterfoil import config
from counterfoil.cli.saying import say

app = typer.Typer()


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Else the port of the base_url setting.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = 1,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy of ours ends TLS and always sets X-Forwarded-Proto itself.")
    ] = False,
    tls_certificate: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="A certificate in PEM, with its chain.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Its private key.")] = None,
) -> None:
    """Answer web pages and the API.

    Without more it answers this machine only. For any other address say who ends TLS: --behind-proxy, or a
    certificate and its key; the base_url setting must then begin with https.
    """
    if (tls_certificate is None) != (tls_key is None):
        raise typer.BadParameter("a certificate and its key come together", param_hint="--tls-certificate")
    if behind_proxy:
        os.environ["COUNTERFOIL_BEHIND_PROXY"] = "true"
    port = _local_port(port) if port else urlsplit(config.load().base_url).port or 8000
    here = config.load()
    _refuse_unprotected(host, here, protected=here.behind_proxy or tls_certificate is not None)
    say(f"Counterfoil answers at {here.base_url}, listening on {host}:{port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterfoil.settings")
    Granian(
        "counterfoil.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
        ssl_cert=tls_certificate,
        ssl_key=tls_key,
    ).serve()


def _local_port(port: int) -> int:
    """A port given on the line is part of the one origin that a local installation answers for."""
    if "COUNTERFOIL_BASE_URL" not in os.environ and config.load().is_local:
        os.environ["COUNTERFOIL_BASE_URL"] = f"http://localhost:{port}"
        config.load.cache_clear()
    return port


def _refuse_unprotected(host: str, here: config.Settings, *, protected: bool) -> None:
    if not config.is_loopback(host):
        if not protected:
            raise typer.BadParameter(
                f"other machines reach {host}; say --behind-proxy, or give --tls-certificate and --tls-key",
                param_hint="--host",
            )
        if here.is_local:
            raise typer.BadParameter(
                f"base_url is {here.base_url}; set it to the https address that people will type", param_hint="base_url"
            )
