"""Where one arrives: the start page leads to the person's firm, or to founding one; the health check says that the
database answers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from counterfoil.firms.rows import run
from counterfoil.practice.firm import may_found
from counterfoil.web.seat import memberships


@require_GET
@login_required
def start(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated
    members = memberships(request.user.pk)
    if not members and may_found(request.user):
        return redirect("/found/")
    if not members:
        return render(request, "no_firm.html")
    return redirect(f"/f/{members[0].firm.public_id}/")


@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """For whoever watches the service: 200 while the database answers."""
    run("select 1")
    return JsonResponse({"status": "ok"})


def closed(request: HttpRequest, **_: str) -> HttpResponse:
    """Parts of the sign-in library that are not offered here: members are invited by an admin, nobody signs up."""
    raise Http404("not offered here")
