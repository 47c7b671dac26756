"""What operators type into the search box."""

from django.db.models import Q

_MOST_DIGITS = 18  # what fits into PostgreSQL's bigint


def numbered(field: str, term: str) -> Q:
    """The rows whose ``field`` is the number that the term is; none, if it is no number."""
    if term.isascii() and term.isdigit() and len(term) <= _MOST_DIGITS:
        return Q(**{field: int(term)})
    return Q(pk__in=[])
