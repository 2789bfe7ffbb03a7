"""Every address of the product. What belongs to a firm lies under /f/<firm>/; views there get the person's seat."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter

from counterfoil.api.app import api
from counterfoil.web import converters
from counterfoil.web.views import (
    books,
    compare,
    connect,
    contacts,
    documents,
    entry,
    helping,
    home,
    mapping,
    matter,
    matters,
    money,
    options,
    search,
    setup,
    start,
    sync,
)

register_converter(converters.Number, "number")

FIRM: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("matters/", matters.matters, name="matters"),
    path("matters.csv", matters.matters_csv, name="matters_csv"),
    path("matters/new/", matters.new, name="matter_new"),
    path("matters/<slug:public_id>/", matter.trust, name="matter"),
    path("matters/<slug:public_id>/office/", matter.office, name="matter_office"),
    path("matters/<slug:public_id>/bills/", matter.bills, name="matter_bills"),
    path("matters/<slug:public_id>/history/", matter.history, name="matter_history"),
    path("matters/<slug:public_id>/close/", matters.close, name="matter_close"),
    path("matters/<slug:public_id>/<slug:ledger>.csv", matter.ledger_csv, name="matter_csv"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts.csv", contacts.contacts_csv, name="contacts_csv"),
    path("contacts/new/", contacts.new, name="contact_new"),
    path("contacts/<slug:public_id>/", contacts.contact, name="contact"),
    path("contacts/<slug:public_id>/edit/", contacts.edit, name="contact_edit"),
    path("money/<slug:kind_code>/", money.documents, name="money"),
    path("money/<slug:kind_code>.csv", money.documents_csv, name="money_csv"),
    path("new/<slug:kind_code>/", entry.new, name="new"),
    path("new/<slug:kind_code>/preview/", entry.preview, name="preview"),
    path("documents/<slug:public_id>/", documents.document, name="document"),
    path("documents/<slug:public_id>/edit/", entry.edit, name="edit"),
    path("documents/<slug:public_id>/<slug:name>/", documents.step, name="step"),
    path("trial-balance/", books.trial, name="trial"),
    path("trial-balance.csv", books.trial_csv, name="trial_csv"),
    path("accounts/", setup.accounts, name="accounts"),
    path("accounts/<slug:code>/", books.account, name="account"),
    path("accounts/<slug:code>.csv", books.account_csv, name="account_csv"),
    path("entries/<number:seq>/", books.journal, name="journal"),
    path("banks/", setup.banks, name="banks"),
    path("periods/", setup.periods, name="periods"),
    path("settings/", setup.settings, name="settings"),
    path("help/", helping.help_page, name="help"),
    path("search/", search.results, name="search"),
    path("search/options/", search.options, name="search_options"),
    path("options/<slug:sort>/", options.options, name="options"),
    path("sync/", sync.sync, name="sync"),
    path("sync/pulse/", sync.pulse, name="pulse"),
    path("sync/panel/", sync.panel, name="panel"),
    path("sync/many/", sync.many, name="sync_many"),
    path("sync/items/<slug:marker>/", sync.item, name="sync_item"),
    path("sync/items/<slug:marker>/<slug:step>/", sync.decide, name="sync_decide"),
    path("sync/compare/", compare.compare, name="compare"),
    path("sync/compare.csv", compare.compare_csv, name="compare_csv"),
    path("sync/compare/<slug:key>/", compare.account, name="compare_account"),
    path("sync/compare/<slug:key>.csv", compare.account_csv, name="compare_account_csv"),
    path("connect/", connect.connect, name="connect"),
    path("connect/begin/", connect.begin, name="connect_begin"),
    path("connect/choose/<number:consent_id>/", connect.choose, name="connect_choose"),
    path("connect/mapping/", mapping.mapped, name="mapping"),
    path("connect/suggest/", mapping.suggest, name="mapping_suggest"),
    path("connect/refresh/", mapping.refresh, name="mapping_refresh"),
    path("connect/end/", connect.end, name="connect_end"),
]

SIGN_IN: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

NOT_OFFERED = ("signup", "email", "set_password", "reauthenticate", "confirm_login_code", "email_verification_sent")
"""Names that the sign-in library looks up; their pages are not ours."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("healthz", start.health, name="health"),
    path("accounts/", include(SIGN_IN)),
    *(path(f"accounts/-/{name}/", start.closed, name=f"account_{name}") for name in NOT_OFFERED),
    path("xero/callback", connect.callback, name="callback"),
    path("api/v1/", api.urls),
    path("f/<slug:firm>/", include(FIRM)),
]
