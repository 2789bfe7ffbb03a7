"""The frame of every page: firm, places, person."""

from tools.preview_data.shapes import TODAY, Values


def everywhere(current: str) -> Values:
    """The shell, the same on every page."""
    places = [
        (
            "",
            [
                ("Home", "/", "house", "h", 0),
                ("Matters", "/matters/", "briefcase-business", "m", 0),
                ("Contacts", "/contacts/", "users", "c", 0),
            ],
        ),
        (
            "Money",
            [
                ("Client bills", "/bills/", "receipt", "b", 12),
                ("Trust accounts", "/trust/", "scale", "t", 0),
                ("Supplier bills", "/suppliers/", "shopping-cart", "s", 4),
                ("Banking", "/banking/", "landmark", "k", 31),
                ("General ledger", "/trial-balance/", "book-text", "l", 0),
                ("Reports", "/reports/", "clipboard-list", "r", 0),
            ],
        ),
        ("Connections", [("Xero sync", "/sync/", "cloud-upload", "x", 0)]),
    ]
    owner = {
        "matter": "Matters",
        "matters": "Matters",
        "entry": "Client bills",
        "document": "Trust accounts",
        "trial-balance": "General ledger",
        "sync": "Xero sync",
        "empty": "Contacts",
    }.get(current)
    nav: list[Values] = [
        {
            "title": title,
            "entries": [
                {"label": label, "href": href, "icon": icon, "go": go, "count": count, "current": label == owner}
                for label, href, icon, go, count in entries
            ],
        }
        for title, entries in places
    ]
    nav[2]["entries"][0]["alarm"] = 2
    shell: Values = {
        "firm": {"name": "Hollis Lane LLP", "place": "England & Wales", "initials": "HL"},
        "firms": [
            {"name": "Hollis Lane LLP", "href": "/", "current": True},
            {"name": "Hollis Lane Training", "href": "/"},
        ],
        "nav": nav,
        "settings": {"label": "Settings", "href": "/settings/", "icon": "settings"},
        "help": {"href": "/help/"},
        "search": {"href": "/search/", "results": "/omnibox/"},
        "period": {"text": "November 2026", "href": "/periods/"},
        "alerts": {"count": 2, "href": "/sync/"},
        "user": {
            "name": "Priya Nair",
            "email": "priya@hollislane.example",
            "initials": "PN",
            "sign_out": "/accounts/logout/",
            "links": [{"label": "Your account", "href": "/account/", "icon": "user"}],
        },
    }
    if current == "document":
        shell["notice"] = {
            "tone": "bad",
            "text": "2 records were refused by Xero. The books here are complete; the copies there are not.",
            "href": "/sync/",
            "link": "See what each needs",
        }
    return {"shell": shell, "today": TODAY}


def found(wanted: str, *, omnibox: bool) -> list[Values]:
    """What the omnibox and the pickers find."""
    known = [
        {"value": "24-0117", "label": "24-0117", "sub": "Purchase of 14 Quayside, Harwich", "end": "28,100.55"},
        {"value": "24-0122", "label": "24-0122", "sub": "Lease of Unit 4, Parkeston", "end": "2,500.00"},
        {"value": "24-0131", "label": "24-0131", "sub": "Estate of Margaret Oyelaran", "end": "418,227.40"},
    ]
    matters_found = [
        {**each, "text": f"{each['label']} {each['sub']}", "icon": "briefcase-business", "href": "/" if omnibox else ""}
        for each in known
        if wanted.lower() in f"{each['label']} {each['sub']}".lower()
    ]
    groups = [{"title": "Matters", "options": matters_found}] if matters_found else []
    if omnibox and not wanted:
        groups.append(
            {
                "title": "Commands",
                "options": [
                    {"label": "New client bill", "href": "/entry/", "icon": "plus"},
                    {"label": "Trial balance", "href": "/trial-balance/", "icon": "scale"},
                ],
            }
        )
    return groups


def found_accounts(wanted: str) -> list[Values]:
    known = ["4100 Professional fees", "4150 Fixed fees", "4200 Disbursements recovered", "4300 Interest"]
    options = [{"value": name[:4], "label": name[:4], "sub": name[5:], "text": name} for name in known]
    return [{"options": [each for each in options if wanted.lower() in each["text"].lower()]}]
