"""Mails as a person reads them, for tests."""

import re


def codes_in(text):
    """``uid`` and ``token`` of a mail that holds them as text."""
    return {
        name: re.search(rf"^{name}: (\S+)", text, re.MULTILINE).group(1)
        for name in ("uid", "token")
    }
