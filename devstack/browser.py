"""A Chromium without a window, for tests and for the pictures in the documents."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--font-render-hinting=none",
)


def chromium_program() -> str | None:
    """The path of an installed Chromium, or None. Playwright's own is never downloaded."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextlib.contextmanager
def chromium() -> Iterator["Browser"]:
    """A running browser; ended on exit.

    Playwright keeps an event loop in the calling thread meanwhile, in which Django's ORM refuses
    to work: what needs the database is done in another process or thread.
    """
    from playwright.sync_api import sync_playwright

    # Chromium's own sandbox needs rights that root in a container lacks.
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()
