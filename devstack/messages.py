"""``python -m devstack.messages``: bring the catalogues in locale/ in step with the code.

New sentences come in without a translation, which a test complains about until there is one; those
that the code no longer says go. Then each catalogue is compiled.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from devstack.folder import PROJECT

FOLDER = PROJECT / "locale"
LANGUAGES = ("de", "fr", "es", "hi")
_PACKAGES = ("common", "users", "analytics", "recommendations", "music_discovery_backend")
# What operators see stays in English.
_LEFT_OUT = {"tests", "migrations", "admin", "admin_site", "management"}
_KEYWORDS = {
    "said": None,  # common.errors, which knows no Django
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
# Without dates and names of tools, which would change with every run.
_HEADER = ("Language", "Plural-Forms", "Content-Type")
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Write every catalogue, as text and compiled."""
    for language in LANGUAGES:
        catalog = updated(language)
        path(language).parent.mkdir(parents=True, exist_ok=True)
        path(language).write_bytes(as_text(catalog))
        path(language).with_suffix(".mo").write_bytes(compiled(catalog))
        lacking = [message.id for message in catalog if message.id and not message.string]
        print(f"{language}: {len(catalog)} sentences, {len(lacking)} without a translation")


def path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return FOLDER / language / "LC_MESSAGES" / "django.po"


def said() -> list[Message]:
    """Every sentence that the code marks, each once, in the code's order."""
    found: dict[object, Message] = {}
    for package in _PACKAGES:
        for _, _, text, _, _ in extract_from_dir(
            PROJECT / package,
            method_map=[("**.py", "python")],
            keywords=_KEYWORDS,
            directory_filter=lambda folder: Path(folder).name not in _LEFT_OUT,
        ):
            found.setdefault(text, Message(text))
    return list(found.values())


def updated(language: str) -> Catalog:
    """The catalogue with all that is said now, and the translations that it had."""
    before = catalog_of(language) if path(language).exists() else Catalog(locale=language)
    after = Catalog(locale=language, charset="utf-8")
    for message in said():
        known = before.get(message.id)
        after.add(message.id, known.string if known else None)
    return after


def catalog_of(language: str) -> Catalog:
    """The catalogue as it is committed."""
    return read_po(io.BytesIO(path(language).read_bytes()), locale=language)


def as_text(catalog: Catalog) -> bytes:
    """The catalogue as a .po file."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, no_location=True, omit_header=True)
    lines = [f'"{name}: {value}\\n"' for name, value in catalog.mime_headers if name in _HEADER]
    return "\n".join(['msgid ""', 'msgstr ""', *lines, "", ""]).encode() + out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    catalog.fuzzy = False
    catalog.creation_date = catalog.revision_date = _ANY_DAY
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


if __name__ == "__main__":
    main()
