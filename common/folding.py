"""When two names that people wrote are the same."""

import unicodedata


def fold(name: str) -> str:
    """The name as it is compared: without case, without runs of space, in one form of Unicode.

    What differs only in how it is encoded is the same: a letter with its accent in one or in two
    characters, three dots and the sign for them. Folding twice changes nothing, and what was
    casefolded before folds to the same as if it had not been.
    """
    if not name.isascii():  # most names are, and normalizing costs
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.casefold().split())
