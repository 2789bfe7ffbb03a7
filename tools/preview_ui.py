"""Shows the templates with made-up figures, on this machine only, under the product's own content security policy.

    .venv/bin/python -m tools.preview_ui [--port 8123]

Prints its address when it listens. It needs no database: what it shows stands in preview_data, in the shapes
that the comment at the head of each template names.
"""

import argparse
import secrets
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path

from tools import preview_data

POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}


def configure() -> None:
    settings.configure(
        DEBUG=False,
        SECRET_KEY=secrets.token_urlsafe(),
        ALLOWED_HOSTS=["127.0.0.1", "localhost"],
        ROOT_URLCONF=__name__,
        STATIC_URL="/static/",
        USE_TZ=True,
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        CONTENT_SECURITY_POLICY=POLICY,
        INSTALLED_APPS=[
            "counterfoil.web",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "allauth",
            "allauth.account",
        ],
        MIDDLEWARE=[
            "csp.middleware.CSPMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": ["django.template.loaders.app_directories.Loader"],  # uncached: an edit shows at once
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ],
                },
            }
        ],
    )
    django.setup()


def page(request: HttpRequest, name: str) -> HttpResponse:
    template, values = preview_data.PAGES[name]
    if name == "document":
        messages.success(request, "Copied the payment's address.")
        messages.error(request, "Not retried: account 1120 is still archived in Xero. Map it first.")
    return render(request, template, {**preview_data.everywhere(name), **values()})


def options(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "")
    if request.path.startswith("/options/accounts"):
        groups = preview_data.found_accounts(wanted)
    else:
        groups = preview_data.found(wanted, omnibox=request.path.startswith("/omnibox"))
    return render(request, "components/options.html", {"groups": groups})


def error(request: HttpRequest, code: int) -> HttpResponse:
    return render(request, f"{code}.html", status=code)


urlpatterns: list[URLPattern | URLResolver] = []


def routes() -> list[URLPattern | URLResolver]:
    """Only once the settings stand, because the sign-in library reads them."""
    return [
        path("", page, {"name": "matter"}),
        path("accounts/", include("allauth.urls")),
        path("omnibox/", options),
        path("options/", options),
        path("options/accounts/", options),
        path("error/<int:code>/", error),
        path("<slug:name>/", page),
    ]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_request(self, code: object = "-", size: object = "-") -> None:
        return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8123, help="0 takes a free one")
    chosen = parser.parse_args()
    configure()
    urlpatterns.extend(routes())
    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", chosen.port, application, server_class=Server, handler_class=Quiet) as server:
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
