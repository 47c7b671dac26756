"""``python -m devstack.error_catalogue``: write docs/errors.md from the classes of the errors."""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

import django

from common.errors import DomainError
from devstack.folder import PROJECT

DOCUMENT = PROJECT / "docs" / "errors.md"
_PACKAGES = {
    "common": "Everywhere",
    "users": "Accounts and tokens",
    "analytics": "Activity and analytics",
    "recommendations": "Recommendations",
    "spotify": "Spotify",
    "listenbrainz": "ListenBrainz",
}
# These say nothing to callers of the API, or bring in what only tests have.
_LEFT_OUT = (".tests", ".migrations", ".standin", ".management")

_INTRODUCTION = """\
# Error codes

Every answer that is not a success has one body:

```json
{
  "error": "Sentence for a person.",
  "code": "stable_machine_code",
  "detail": {"field": ["What is wrong with it."]},
  "request_id": "0f8fad5bd9cb469fa16570867728950e"
}
```

`code` is for programs and stays; `error` is for people and may be reworded. `detail` names fields
where there are any. In the answer to a list of events, each verdict has a `code` and `detail` of
its own. Answers with 429 and 503 say in `Retry-After` how many seconds to wait.

This page is written by `make errors` from the classes in the code; a test compares the two.
"""
_NOTES = {
    "Spotify": (
        "Callers of the API never meet these: they are logged, and lists are made from what is\n"
        "known already. Of a refresh that failed for one, `error` holds its sentence."
    ),
    "ListenBrainz": (
        "Callers of the API never meet these either: they are logged, and pools do without what\n"
        "ListenBrainz would have added."
    ),
}


@dataclass(frozen=True)
class Line:
    """One code, the HTTP status it comes with, and what it means."""

    code: str
    status: int
    meaning: str


# What Django, DRF and simplejwt raise, under the codes that common.exception_handler answers with.
FRAMEWORK = (
    Line("parse_error", 400, "The body cannot be read: see `error` for why."),
    Line("validation_failed", 400, "Fields are missing or wrong; `detail` names them."),
    Line("no_active_account", 401, "Wrong name or password, or the account is closed."),
    Line("not_authenticated", 401, "No token was sent, and one is needed."),
    Line("token_not_valid", 401, "The token has expired, was revoked, or is not ours."),
    Line("user_not_found", 401, "The user that the token was given to is gone or closed."),
    Line("permission_denied", 403, "Only staff, or only superusers, may do this."),
    Line("method_not_allowed", 405, "The path is right, the method is not; `Allow` names those."),
    Line("not_acceptable", 406, "`Accept` leaves out all that the endpoint can answer."),
    Line("unsupported_media_type", 415, "The body is of another type than the endpoint reads."),
    # What Gunicorn and Nginx refuse by themselves: see gunicorn_errors.py and nginx.conf.
    Line("too_slow", 408, "The request took too long to arrive."),
    Line("address_too_long", 414, "The path and query together are longer than 4,000 characters."),
    Line("expectation_failed", 417, "`Expect` asks for what is not done here."),
    Line("headers_too_large", 431, "A header, or all together, are too large."),
    Line("not_implemented", 501, "The body is sent in a way that is not known here."),
    Line("unavailable", 503, "No web server answers."),
    Line("http_version_not_supported", 505, "HTTP of a version that is not spoken here."),
)


def sections() -> dict[str, list[Line]]:
    """Title -> the codes of one part of the product, by status and code."""
    from common.exception_handler import status_of  # needs Django to be set up

    found: dict[str, set[Line]] = {title: set() for title in _PACKAGES.values()}
    found["Everywhere"] |= set(FRAMEWORK)
    for error in errors():
        # The status hangs on the class alone; an error is made without what it would tell.
        line = Line(error.code, status_of(error.__new__(error)), _meaning(error))
        found[_PACKAGES[error.__module__.split(".")[0]]].add(line)
    return {
        title: sorted(lines, key=lambda line: (line.status, line.code))
        for title, lines in found.items()
    }


def errors() -> Iterator[type[DomainError]]:
    """Every class of ours that has a code of its own."""
    _import_everything()
    for error in _descendants(DomainError):
        package = error.__module__.split(".")[0]
        if "code" in vars(error) and package in _PACKAGES and not _is_left_out(error.__module__):
            yield error


def rendered() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for title, lines in sections().items():
        rows = "".join(f"| {line.status} | `{line.code}` | {line.meaning} |\n" for line in lines)
        note = f"{_NOTES[title]}\n\n" if title in _NOTES else ""
        parts.append(f"## {title}\n\n{note}| status | code | meaning |\n|---|---|---|\n{rows}")
    return "\n".join(parts)


def _import_everything() -> None:
    """Load every module of the service, so that no class is missed."""
    importlib.import_module("music_discovery_backend.urls")  # routes need its path converters
    for package in _PACKAGES:
        root = importlib.import_module(package)
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not _is_left_out(module.name):
                importlib.import_module(module.name)


def _is_left_out(module: str) -> bool:
    return any(f"{part}." in f"{module}." for part in _LEFT_OUT)


def _descendants(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _descendants(child)


def _meaning(error: type[DomainError]) -> str:
    paragraph = (error.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split()).replace("``", "`")


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "music_discovery_backend.settings")
    os.environ.update(ENV_FILE="", DEBUG="true")
    django.setup()
    DOCUMENT.write_text(rendered())


if __name__ == "__main__":
    main()
