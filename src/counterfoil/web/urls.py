"""Every address of the product. What belongs to a firm lies under /f/<firm>/; views there get the person's seat."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path

from counterfoil.web.views import documents, entry, options, start

FIRM: list[URLPattern | URLResolver] = [
    path("new/<slug:kind_code>/", entry.new, name="new"),
    path("new/<slug:kind_code>/preview/", entry.preview, name="preview"),
    path("documents/<slug:public_id>/", documents.document, name="document"),
    path("documents/<slug:public_id>/edit/", entry.edit, name="edit"),
    path("documents/<slug:public_id>/<slug:name>/", documents.step, name="step"),
    path("options/<slug:sort>/", options.options, name="options"),
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
    path("f/<slug:firm>/", include(FIRM)),
]
