"""The API as one thing to mount: `path("api/v1/", api.urls)`. Its description is at openapi.json."""

from django.conf import settings
from ninja import NinjaAPI

from counterfoil.api import attachments, documents, kinds, parties, reports
from counterfoil.api.callers import ByKey, BySession
from counterfoil.api.refused import speak_of_refusals

api = NinjaAPI(
    title="Counterfoil",
    version="1",
    description="Enter documents and read what the books made of them. Amounts are text in the firm's currency.",
    docs_url=None,
    urls_namespace="api",
    auth=[ByKey(), BySession(settings.SESSION_COOKIE_NAME)],
)
api.add_router("", kinds.router, tags=["kinds"])
api.add_router("", parties.router, tags=["contacts and matters"])
api.add_router("", documents.router, tags=["documents"])
api.add_router("", attachments.router, tags=["attachments"])
api.add_router("", reports.router, tags=["reports"])
speak_of_refusals(api)
