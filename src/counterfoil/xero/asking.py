"""Asking Xero for something to read, and saying why there is no answer: each failure has its own cause and remedy.

    asked(network, Request(method="GET", path="Accounts"), what="its accounts")

Nothing that is read this way is ever written back, so every failure may simply be tried again once its cause is gone.
"""

from counterfoil.core.refusals import Refusal
from counterfoil.xero.outcomes import Barred, Expired, Limited, Rejected, Unreached, judge
from counterfoil.xero.request import Answered, Network, NoAnswer, NotAllowed, Reply, Request

CONNECT = "connect again under Xero sync > Connection"
TIMEOUTS = ("ReadTimeout", "WriteTimeout")
GATEWAYS = (408, 502, 504)


def asked(network: Network, request: Request, *, what: str, who: str = "") -> Answered:
    """Xero's answer; a token that it no longer takes is renewed once. `who` says whose consent would do."""
    reply = network.send(request)
    if isinstance(reply, Answered) and reply.status == 401 and isinstance(judge(reply, ""), Expired):
        network.renew()
        reply = network.send(request)
    if isinstance(reply, Answered) and reply.status == 200:
        return reply
    raise not_read(reply, what=what, who=who)


def not_read(reply: Reply, *, what: str, who: str = "") -> Refusal:
    """Why nothing was read, and what to do about it: xero-not-reached, xero-calls-used-up or consent-refused."""
    if isinstance(reply, NotAllowed):
        return Refusal("consent-refused", "{why}", why=reply.why)
    if isinstance(reply, NoAnswer):
        return _silence(reply)
    if 200 <= reply.status < 300:
        return unreadable(what)
    match judge(reply, ""):
        case Limited() as limited:
            return _used_up(limited)
        case Expired():
            return Refusal("consent-refused", "Xero no longer takes this connection's token; " + CONNECT)
        case Barred(text=text):
            return _barred(reply, text.rstrip("."), what, who)
        case Rejected(messages=messages):
            advice = "Xero does not hand out {what}: {says}"
            return Refusal("xero-not-reached", advice, what=what, says=" ".join(messages))
        case Unreached(text=text):
            return Refusal("xero-not-reached", "{text}; try again in a moment", text=text)
    return _trouble(reply, what)


def unreadable(what: str) -> Refusal:
    advice = "Xero's answer about {what} was cut short or cannot be read; try again in a moment"
    return Refusal("xero-not-reached", advice, what=what)


def _silence(reply: NoAnswer) -> Refusal:
    if not reply.left:
        advice = "Xero cannot be reached from here ({why}); look at this machine's network, then try again"
        return Refusal("xero-not-reached", advice, why=reply.why)
    if reply.why in TIMEOUTS:
        return Refusal("xero-not-reached", "Xero took too long to answer; try again in a moment")
    return Refusal("xero-not-reached", "the connection ended before Xero answered; try again in a moment")


def _used_up(limited: Limited) -> Refusal:
    limit = {"day": "calls of the day", "concurrent": "calls at once", "appminute": "calls of the whole app"}
    words = limit.get(limited.problem, "calls of this minute")
    advice = "Xero's {limit} are used up; what waits to be pushed needs them too. Try again in {wait}"
    return Refusal("xero-calls-used-up", advice, limit=words, wait=_wait(limited.seconds))


def _wait(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes" if seconds < 7200 else f"{-(-seconds // 3600)} hours"


def _barred(reply: Answered, text: str, what: str, who: str) -> Refusal:
    """The consent leaves it out, or the organisation no longer lets the app in."""
    as_whom = f", as {who}" if who else ""
    if reply.status == 403 and "AuthenticationUnsuccessful" in text and not who:
        advice = "the organisation no longer lets this app in: it was taken away there, or whoever consented left it; "
        return Refusal("consent-refused", advice + CONNECT)
    advice = "Xero does not hand {what} to this connection: {text}. " + CONNECT[:1].upper() + CONNECT[1:] + "{as_whom}"
    return Refusal("consent-refused", advice, what=what, text=text, as_whom=as_whom)


def _trouble(reply: Answered, what: str) -> Refusal:
    if reply.status == 503:
        return Refusal("xero-not-reached", _closed(reply))
    if reply.status in GATEWAYS:
        advice = "Xero answered {status}: it is not available; try again in a moment"
    elif reply.status == 404:
        advice = "Xero has no {what} at the address that this installation asks; look at XERO_API_BASE_URL"
        return Refusal("xero-not-reached", advice, what=what)
    elif reply.status >= 500:
        advice = "Xero answered {status}: it broke down while looking; try again, and look at status.xero.com"
    else:
        advice = "Xero answered {status}, which is not understood here; try again in a moment"
    return Refusal("xero-not-reached", advice, status=reply.status)


def _closed(reply: Answered) -> str:
    """A 503 says whether Xero is closed, or only this organisation."""
    said = reply.body[:500].decode("utf-8", "replace").lower()
    if "organisation" in said and "offline" in said:
        return "Xero answered 503: this organisation is offline there; sign in to it at Xero to see why, then try again"
    if "maintenance" in said:
        return "Xero answered 503: it is closed for maintenance; look at status.xero.com, and try again later"
    return "Xero answered 503: it is not available; try again in a moment"
