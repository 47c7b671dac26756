"""Secrets that are made once and kept in files that only their owner reads."""

import os
import secrets
from pathlib import Path


def kept_secret(file: Path) -> str:
    """The secret in this file, made at the first call."""
    if not file.exists():
        write_private(file, secrets.token_urlsafe(48))
    return file.read_text().strip()


def write_private(file: Path, text: str) -> None:
    """Replace the file's content; nobody but the owner may ever read it."""
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        target.write(f"{text}\n")
    draft.replace(file)
