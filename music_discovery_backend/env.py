"""Typed readers of environment variables that refuse nonsense.

A wrong or missing value ends the program with one line that names the variable.
"""

import ipaddress
import os
import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import load_dotenv

_PROJECT = Path(__file__).resolve().parent.parent
_WORDS = {"true": True, "yes": True, "on": True, "1": True}
_WORDS |= {"false": False, "no": False, "off": False, "0": False}
_RATE = re.compile(r"[1-9][0-9]{0,8}/([1-9][0-9]{0,5})?[smhd]")


class BadSetting(SystemExit):
    """Ends the program; its text is all that the operator sees."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem} (see .env.example)")


def load_env_file() -> None:
    """Set what the file that ENV_FILE names, else ``.env``, says and the environment does not.

    An empty ENV_FILE means no file.
    """
    named = os.environ.get("ENV_FILE")
    if named and not Path(named).is_file():
        raise BadSetting("ENV_FILE", f"there is no file {named}")
    if named != "":
        load_dotenv(named or _PROJECT / ".env", interpolate=False)


def env_str(name: str, default: str) -> str:
    """The variable's text, or the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_choice(name: str, default: str, choices: Collection[str]) -> str:
    """One of the choices, in any case."""
    text = env_str(name, default).upper()
    if text not in choices:
        raise BadSetting(name, f"{text!r} is none of {', '.join(choices)}")
    return text


def env_bool(name: str, default: bool) -> bool:
    """true/yes/on/1 or false/no/off/0, in any case."""
    text = env_str(name, str(default)).lower()
    if text not in _WORDS:
        raise BadSetting(name, f"{text!r} is neither true nor false")
    return _WORDS[text]


def env_int(name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """A whole number between ``least`` and ``most``."""
    text = env_str(name, str(default))
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise BadSetting(name, f"{text!r} is not a whole number from {least} to {most}")
    return int(text)


def env_list(name: str, default: str = "") -> list[str]:
    """Comma-separated words, trimmed, empty ones left out."""
    return [word.strip() for word in env_str(name, default).split(",") if word.strip()]


def env_secret(name: str, *, fallback: str | None = None, least: int = 1) -> str:
    """A secret from NAME, or from the file that NAME_FILE names (as container secrets come).

    Without either it is ``fallback``; without that, or with fewer characters than ``least``, the
    program ends.
    """
    path = env_str(f"{name}_FILE", "")
    value = _secret_in_file(f"{name}_FILE", path) if path else env_str(name, "")
    if not value and fallback is None:
        raise BadSetting(name, "is required and not set")
    if value and len(value) < least:
        raise BadSetting(name, f"is too easily guessed: fewer than {least} characters")
    return value or fallback or ""


def env_secrets(name: str) -> list[str]:
    """Secrets separated by commas or spaces; none by default."""
    return env_secret(name, fallback="").replace(",", " ").split()


def _secret_in_file(name: str, path: str) -> str:
    try:
        secret = Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(name, f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadSetting(name, f"{path} is not UTF-8 text") from None
    if not secret:
        raise BadSetting(name, f"{path} is empty")
    return secret


def env_url(name: str, default: str, *, schemes: tuple[str, ...]) -> str:
    """An absolute URL of one of the schemes, without a slash at its end."""
    text = env_str(name, default).rstrip("/")
    if not _is_url(text, schemes):
        raise BadSetting(name, f"{text!r} is not a URL that starts with {' or '.join(schemes)}")
    return text


def _is_url(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket without its pair
        return False


def env_rate(name: str, default: str) -> str:
    """A rate such as ``30/m``: a count per s, m, h or d (``100/10m``: per ten minutes)."""
    text = env_str(name, default)
    if not _RATE.fullmatch(text):
        raise BadSetting(name, f"{text!r} is not a rate such as 30/m")
    return text


def env_networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Comma-separated addresses or networks such as 172.16.0.0/12."""
    try:
        return [ipaddress.ip_network(word) for word in env_list(name)]
    except ValueError as error:
        raise BadSetting(name, str(error)) from None
