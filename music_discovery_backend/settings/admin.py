"""The admin's look and its start page. Who sees what is decided by rights, not here."""

from django.templatetags.static import static

UNFOLD = {
    "SITE_TITLE": "Music Discovery",
    "SITE_HEADER": "Music Discovery",
    "SITE_SUBHEADER": "Operation",
    "SITE_SYMBOL": "graphic_eq",
    "SITE_URL": None,  # there is no site to view: the rest is an API
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "DASHBOARD_CALLBACK": "music_discovery_backend.admin_site.dashboard.callback",
    "STYLES": [lambda request: static("admin_site/admin.css")],
    "SIDEBAR": {
        "show_search": True,
        "navigation": "music_discovery_backend.admin_site.navigation.navigation",
    },
}
