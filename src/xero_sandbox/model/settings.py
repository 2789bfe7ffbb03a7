"""What is decided once for a sandbox: the registered app, its limits, and who is sitting at the consent page."""

from dataclasses import dataclass

SCOPES = frozenset(
    [
        "offline_access",
        "openid",
        "profile",
        "email",
        *(
            f"accounting.{area}{kind}"
            for area in (
                "invoices",
                "payments",
                "banktransactions",
                "manualjournals",
                "contacts",
                "settings",
                "attachments",
            )
            for kind in ("", ".read")
        ),
        *(
            f"accounting.reports.{report}.read"
            for report in (
                "aged",
                "balancesheet",
                "banksummary",
                "budgetsummary",
                "executivesummary",
                "profitandloss",
                "taxreports",
                "trialbalance",
            )
        ),
    ]
)
"""Granular scopes only, as for an app registered since March 2026; the broad ones are refused."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    client_id: str = "counterfoil-demo"
    client_secret: str = "counterfoil-demo-secret"
    redirect_uris: tuple[str, ...] = ()
    """Exact addresses. None registered: any on http://localhost will do, exact from consent to token."""
    issuer: str = "http://localhost"
    minute_limit: int = 60
    day_limit: int = 5000
    user_email: str = "demo.user@sandbox.example"
    user_name: tuple[str, str] = ("Demo", "User")
