"""Which pages are shown, and how their pictures are taken."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

_WIDTH, _HEIGHT, _TALL = 1280, 720, 1750
_SETTLED = 400  # milliseconds for charts and transitions


def log_in(page: Any, base_url: str, name: str, password: str) -> None:
    """Enter the admin by its form."""
    page.goto(f"{base_url}/admin/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_selector("#card-activity")


def take(browser: Any, base_url: str, name: str, password: str, folder: Path) -> list[Path]:
    """Write every picture into ``folder`` as PNG; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
    log_in(page, base_url, name, password)
    taken = []
    for picture, (path, prepare) in PICTURES.items():
        height = _HEIGHT if path else _TALL
        page.set_viewport_size({"width": _WIDTH, "height": height})
        page.goto(f"{base_url}/admin/{path}")
        prepare(page)
        page.wait_for_timeout(_SETTLED)
        file = folder / f"{picture}.png"
        page.screenshot(path=file)
        taken.append(file)
    return taken


def _as_it_is(page: Any) -> None:
    pass


def _first_row(page: Any) -> None:
    page.click("#result_list tbody th a")
    page.wait_for_selector("nav.ways")


def _choose_two(page: Any) -> None:
    for box in page.locator("input.action-select").all()[1:3]:
        box.check()
    page.select_option("select[name=action]", "refresh_list")


# Name of the file -> where in the admin, and what is done there before.
PICTURES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "admin-dashboard": ("", _as_it_is),
    "admin-users": ("users/user/", _choose_two),
    "admin-user": ("users/user/?q=greta", _first_row),
    "admin-activity": ("analytics/useractivity/?action__exact=like", _as_it_is),
    "admin-periodic-tasks": ("django_celery_beat/periodictask/", _as_it_is),
}
