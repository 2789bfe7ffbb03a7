"""Who gets what answer at every address: the table that the authorisation test walks. A new address needs a row here.

A row names the address, the method, the roles that may, and the answer they get; everybody else in the firm gets 403.
People of other firms get 404 everywhere under a firm, and nobody in particular is sent to sign in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

READERS = "fee_earner bookkeeper trust_manager auditor api_client"
DRAFTERS = "fee_earner bookkeeper trust_manager api_client"
EXPORTERS = "bookkeeper trust_manager auditor"
ADMIN = "admin"
RETRIERS = "bookkeeper trust_manager admin"
UNLINKERS = "bookkeeper trust_manager"
"""An owner may as well, who reads the books by another role."""
ANSWERERS = "bookkeeper trust_manager"
"""They read the books and look after the copies."""
NOBODY_ALONE = ""
"""It takes two roles: an owner who may connect as well."""
LOCKERS = "bookkeeper trust_manager"
SEERS = "fee_earner bookkeeper trust_manager admin auditor api_client"
EVERYBODY = "fee_earner bookkeeper trust_manager admin owner auditor api_client"


@dataclass(frozen=True, slots=True)
class Row:
    """`path` stands under the firm; `{bill}` and the like are filled in. `says` is the status for those who may."""

    name: str
    path: str
    who: str
    says: int = 200
    method: str = "GET"
    sent: Mapping[str, str] = field(default_factory=dict)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(self.who.split())


def post(name: str, path: str, who: str, says: int, /, **sent: str) -> Row:
    return Row(name, path, who, says, "POST", sent)


BILL = {
    "on": "2026-03-09",
    "due_on": "2026-03-23",
    "matter": "M-104",
    "items-TOTAL_FORMS": "1",
    "items-0-description": "Advice",
    "items-0-account": "4100",
    "items-0-net": "100",
}
PAYMENT = {
    "on": "2026-03-09",
    "bank": "T1",
    "payee": "C-0001",
    "reason": "Search",
    "parts-TOTAL_FORMS": "1",
    "parts-0-matter": "M-104",
    "parts-0-amount": "1",
}
RECEIPT = {name.replace("payee", "payer"): value for name, value in PAYMENT.items()}

IN_A_FIRM = (
    Row("home", "", EVERYBODY),
    Row("matters", "matters/", READERS),
    Row("matters_file", "matters.csv", EXPORTERS),
    Row("matters_file", "matters.xlsx", EXPORTERS),
    Row("matter_new", "matters/new/", DRAFTERS),
    post("matter_new", "matters/new/", DRAFTERS, 302, title="Lease", client="C-0001"),
    Row("matter", "matters/{matter}/", READERS),
    Row("matter_office", "matters/{matter}/office/", READERS),
    Row("matter_bills", "matters/{matter}/bills/", READERS),
    Row("matter_history", "matters/{matter}/history/", READERS),
    Row("matter_close", "matters/{idle_matter}/close/", DRAFTERS),
    post("matter_close", "matters/{idle_matter}/close/", DRAFTERS, 302),
    Row("matter_file", "matters/{matter}/trust.csv", EXPORTERS),
    Row("matter_file", "matters/{matter}/trust.xlsx", EXPORTERS),
    Row("contacts", "contacts/", READERS),
    Row("contacts_file", "contacts.csv", EXPORTERS),
    Row("contacts_file", "contacts.xlsx", EXPORTERS),
    Row("contact_new", "contacts/new/", DRAFTERS),
    post("contact_new", "contacts/new/", DRAFTERS, 302, name="Tern Logistics"),
    Row("contact", "contacts/{contact}/", READERS),
    Row("contact_edit", "contacts/{contact}/edit/", DRAFTERS),
    post("contact_edit", "contacts/{contact}/edit/", DRAFTERS, 302, name="Harrow", sort="company"),
    Row("money", "money/client_bill/", READERS),
    Row("money_file", "money/client_bill.csv", EXPORTERS),
    Row("money_file", "money/client_bill.xlsx", EXPORTERS),
    Row("new", "new/client_bill/", DRAFTERS),
    post("new", "new/client_bill/", DRAFTERS, 302, do="draft", **BILL),
    post("new", "new/client_bill/", "bookkeeper trust_manager api_client", 302, do="post", **BILL),
    post("new", "new/trust_receipt/", "bookkeeper trust_manager api_client", 302, do="post", **RECEIPT),
    post("new", "new/trust_payment/", "trust_manager", 302, do="post", **PAYMENT),
    post("preview", "new/client_bill/preview/", DRAFTERS, 200, **BILL),
    Row("document", "documents/{bill}/", READERS),
    Row("edit", "documents/{draft}/edit/", DRAFTERS),
    post("edit", "documents/{draft}/edit/", DRAFTERS, 302, do="draft", **BILL),
    Row("correct", "documents/{bill}/correct/", UNLINKERS),
    post("correct", "documents/{bill}/correct/", UNLINKERS, 422, why="nothing of it is in Xero"),
    Row("unlink", "documents/{bill}/unlink/", UNLINKERS),
    post("unlink", "documents/{bill}/unlink/", UNLINKERS, 422, why="it was never sent"),
    post("attach", "documents/{bill}/attach/", DRAFTERS, 302),
    Row("attached", "documents/{bill}/files/{file}/", READERS),
    Row("attached_remove", "documents/{bill}/files/{file}/remove/", LOCKERS),
    post("attached_remove", "documents/{bill}/files/{file}/remove/", LOCKERS, 302, why="another client's"),
    Row("step", "documents/{bill}/reverse/", READERS),
    post("step", "documents/{bill}/reverse/", LOCKERS, 302, why="entered twice"),
    post("step", "documents/{receipt}/reverse/", "trust_manager", 302, why="entered twice"),
    post("step", "documents/{bill}/reopen/", LOCKERS, 302, why="wrong matter"),
    post("step", "documents/{draft}/post/", "bookkeeper trust_manager api_client", 302),
    post("step", "documents/{draft}/discard/", DRAFTERS, 302),
    Row("removal", "documents/{paid}/settled/{payment}/remove/", READERS),
    post("removal", "documents/{paid}/settled/{payment}/remove/", LOCKERS, 302, why="entered twice"),
    Row("trial", "trial-balance/", READERS),
    Row("trial_file", "trial-balance.csv", EXPORTERS),
    Row("trial_file", "trial-balance.xlsx", EXPORTERS),
    Row("accounts", "accounts/", READERS),
    Row("account", "accounts/1200/", READERS),
    Row("account_file", "accounts/1200.csv", EXPORTERS),
    Row("account_file", "accounts/1200.xlsx", EXPORTERS),
    Row("journal", "entries/1/", READERS),
    Row("reports", "reports/", READERS),
    Row("report_file", "reports/aged-receivables.csv", EXPORTERS),
    Row("report_file", "reports/aged-receivables.xlsx", EXPORTERS),
    Row("aged_receivables", "reports/aged-receivables/?open=C-0001", READERS),
    Row("aged_payables", "reports/aged-payables/", READERS),
    Row("banks", "banks/", SEERS),
    Row("matter_balances", "reports/matter-balances/", READERS),
    Row("general_ledger", "reports/general-ledger/", READERS),
    Row("bank_ledger", "reports/bank-ledger/?bank=T1", READERS),
    Row("balance_sheet", "reports/balance-sheet/?before=2025-06-30", READERS),
    Row("income_statement", "reports/income-statement/", READERS),
    Row("trust_listing", "reports/trust-listing/", READERS),
    Row("bank_new", "banks/new/?sort=trust", ADMIN),
    post("bank_new", "banks/new/", ADMIN, 302, sort="office", name="Savings", provider="BANK"),
    Row("bank_edit", "banks/T1/edit/", ADMIN),
    post("bank_edit", "banks/T1/edit/", ADMIN, 302, number="062-000 12345678"),
    Row("periods", "periods/", READERS),
    post("periods", "periods/", LOCKERS, 302, ledger="general", through="2026-01-31", why="done"),
    Row("settings", "settings/", EVERYBODY),
    Row("firm_facts", "settings/firm/", ADMIN),
    post("firm_facts", "settings/firm/", ADMIN, 302, name="Hollis Lane LLP"),
    Row("accounting", "settings/accounting/", EVERYBODY),
    post("accounting", "settings/accounting/", ADMIN, 422, package="xero", understood="on"),
    Row("trust_admin", "settings/trust/", ADMIN),
    Row("rekeying_csv", "settings/rekeying.csv", EXPORTERS),
    Row("currencies", "settings/currencies/", ADMIN),
    post("currencies", "settings/currencies/", ADMIN, 422, add="currency", currency="USD"),
    Row("setting_up", "setting-up/", ADMIN),
    Row("bank_name", "setting-up/bank/", ADMIN),
    post("bank_name", "setting-up/bank/", ADMIN, 302, name="ANZ"),
    Row("help", "help/", EVERYBODY),
    Row("search", "search/?q=quay", EVERYBODY),
    Row("search_options", "search/options/?q=quay", EVERYBODY),
    Row("options", "options/MatterCode/?q=quay", READERS),
    Row("corrections", "corrections/", READERS),
    Row("correction", "corrections/{correction}/", READERS),
    Row("correction_steps", "corrections/{correction}/steps/", READERS),
    post("correction_go_on", "corrections/{correction}/go-on/", UNLINKERS, 302),
    Row("correction_give_up", "corrections/{correction}/give-up/", UNLINKERS),
    post("correction_give_up", "corrections/{correction}/give-up/", UNLINKERS, 302, why="it was right"),
    Row("drifts", "sync/drift/", READERS),
    Row("drift", "sync/drift/{drift}/", READERS),
    Row("drift_answer", "sync/drift/{drift}/ignore/", ANSWERERS),
    post("drift_answer", "sync/drift/{drift}/keep/", ANSWERERS, 422, why="it is none of ours"),
    post("sweep", "sync/sweep/", ANSWERERS, 302),
    Row("sync", "sync/", SEERS),
    Row("pulse", "sync/pulse/", EVERYBODY),
    Row("panel", "sync/panel/", SEERS),
    post("sync_many", "sync/many/", RETRIERS, 302, do="retry"),
    Row("held", "sync/held/", "trust_manager"),
    post("held", "sync/held/", "trust_manager", 422, why="looked at everything"),
    Row("sync_unlink", "sync/unlink/?marker={marker}", UNLINKERS),
    post("sync_unlink", "sync/unlink/?marker={marker}", UNLINKERS, 422, why="it was never sent"),
    Row("sync_item", "sync/items/{marker}/", SEERS),
    Row("sync_decide", "sync/items/{marker}/hold/", RETRIERS),
    post("sync_decide", "sync/items/{marker}/hold/", RETRIERS, 302, why="wait"),
    post("sync_decide", "sync/items/{marker}/retry/", RETRIERS, 302),
    Row("compare", "sync/compare/", READERS),
    post("compare", "sync/compare/", READERS, 422, as_at="2026-03-31"),
    Row("sign", "sync/sign/", LOCKERS),
    post("sign", "sync/sign/", LOCKERS, 422, as_at="2026-03-30"),
    Row("signed", "sync/compare/signed/{signed}/", READERS),
    Row("compare_csv", "sync/compare.csv", EXPORTERS),
    Row("compare_account", "sync/compare/1200/", READERS),
    Row("compare_account_csv", "sync/compare/1200.csv", EXPORTERS),
    Row("connect", "connect/", ADMIN),
    post("connect_begin", "connect/begin/", ADMIN, 200),
    Row("connect_choose", "connect/choose/1/", ADMIN, 422),
    post("connect_choose", "connect/choose/1/", ADMIN, 422, tenant="x"),
    Row("connect_replace", "connect/replace/1/", NOBODY_ALONE, 422),
    post("connect_replace", "connect/replace/1/", NOBODY_ALONE, 422, understood="on", why="x"),
    Row("mapping", "connect/mapping/", ADMIN),
    post("mapping", "connect/mapping/", ADMIN, 302),
    Row("mapping_options", "connect/options/account/{account}/?q=fees", ADMIN),
    post("mapping_create", "connect/create/", ADMIN, 404, account="0"),
    post("mapping_suggest", "connect/suggest/", ADMIN, 302),
    post("mapping_refresh", "connect/refresh/", ADMIN, 422),
    Row("link_settings", "connect/settings/", ADMIN),
    post(
        "link_settings",
        "connect/settings/",
        ADMIN,
        302,
        transfers="native",
        trust_transfers="journal",
        day_limit="1000",
    ),
    Row("capabilities", "capabilities/", EVERYBODY),
    Row("old_bills", "connect/old-bills/", READERS),
    post("old_bills", "connect/old-bills/", READERS, 302, do="look"),
    Row("old_bill", "connect/old-bills/{bill}/", READERS),
    post("old_bill", "connect/old-bills/{bill}/", "bookkeeper trust_manager api_client", 302),
    Row("connect_end", "connect/end/", ADMIN),
    post("connect_end", "connect/end/", ADMIN, 422, why="no consent of ours leads there"),
)

SENT_AWAY = "/accounts/login/"

OUTSIDE = {
    # name: (path, answer to nobody in particular, answer to a person of a firm)
    "start": ("/", SENT_AWAY, "/f/"),
    "found": ("/found/", SENT_AWAY, 403),
    "health": ("/healthz", 200, 200),
    "account_login": ("/accounts/login/", 200, "/"),
    "account_logout": ("/accounts/logout/", "/", 200),
    "account_inactive": ("/accounts/inactive/", 200, 200),
    "account_change_password": ("/accounts/password/change/", SENT_AWAY, 200),
    "account_reset_password": ("/accounts/password/reset/", 200, 200),
    "account_reset_password_done": ("/accounts/password/reset/done/", 200, 200),
    "account_reset_password_from_key": ("/accounts/password/reset/key/1-bad/", 200, 200),
    "account_reset_password_from_key_done": ("/accounts/password/reset/key/done/", 200, 200),
    "callback": ("/xero/callback?state=none&code=none", SENT_AWAY, 404),
    **{
        f"account_{name}": (f"/accounts/-/{name}/", 404, 404)
        for name in (
            "signup",
            "email",
            "set_password",
            "reauthenticate",
            "confirm_login_code",
            "email_verification_sent",
        )
    },
}
