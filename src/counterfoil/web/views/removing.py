"""Taking a payment off a bill: what it will do, the reason, then the action."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterfoil.core.refusals import Refusal
from counterfoil.documents.removing import remove_payment
from counterfoil.firms.roles import require
from counterfoil.kinds import kind_of
from counterfoil.reports.document import Document, document_head
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import WebRequest
from counterfoil.web.show import document as shown

WHAT = (
    "{by} no longer settles {bill}, which is open for so much more. What else {by} settles stays. What came in with a"
    " receipt lies unallocated for the client; a document that settled nothing else is reversed."
)


@require_http_methods(["GET", "POST"])
def remove(request: WebRequest, public_id: str, by: str) -> HttpResponse:
    """`by` is the public id of the document that settles, or says what settles."""
    seat = request.seat
    require(seat.actor, READ)
    bill = document_head(firm_id=seat.firm.id, public_id=public_id)
    settling = document_head(firm_id=seat.firm.id, public_id=by)
    if request.method == "GET":
        return _asked(request, bill, settling)
    try:
        done = remove_payment(
            document_id=settling.id, bill_id=bill.id, by=seat.actor, at=request.at, why=request.POST.get("why", "")
        )
    except Refusal as refusal:
        return _asked(request, bill, settling, refusal)
    left = "is reversed" if done.state == "reversed" else "stands without it"
    messages.success(request, f"{settling.number} no longer settles {bill.number}; it {left}.")
    return redirect(seat.to.document(bill.public_id))


def _asked(request: WebRequest, bill: Document, settling: Document, refusal: Refusal | None = None) -> HttpResponse:
    seat, kind = request.seat, kind_of(bill.kind)
    why = Control("why", "Reason", request.POST.get("why", ""), kind="textarea", required=True, width="field-12")
    form = plain_form(
        [why],
        action=seat.to.removal(bill.public_id, by=settling.public_id),
        verb="Remove",
        cancel=seat.to.document(bill.public_id),
        refusal=refusal,
        where={"reason-missing": "why"},
    )
    values = {
        "page": {
            "title": f"Remove {settling.number} from {bill.number}",
            "crumbs": [
                {"label": kind.plural, "href": seat.to.money(kind.code)},
                {"label": shown.title_of(kind, bill), "href": seat.to.document(bill.public_id)},
                {"label": "Remove"},
            ],
        },
        "note": {"text": WHAT.format(by=settling.number, bill=bill.number)},
        "form": form,
    }
    return page(request, "pages/form.html", values, place=f"money/{kind.code}", status=form_status(refusal))
