"""What operators type into the search box."""

from django.contrib.auth import get_user_model
from django.db.models import Q

_MOST_DIGITS = 18  # what fits into PostgreSQL's bigint


def numbered(field: str, term: str) -> Q:
    """The rows whose ``field`` is the number that the term is; none, if it is no number."""
    if term.isascii() and term.isdigit() and len(term) <= _MOST_DIGITS:
        return Q(**{field: int(term)})
    return Q(pk__in=[])


def of_user(term: str) -> Q:
    """The rows whose ``user`` has the term as name or as number.

    The name is looked up first: a choice between columns of two tables, no index serves.
    """
    named = get_user_model().objects.filter(username=term).values_list("pk", flat=True)
    return Q(user_id__in=list(named)) | numbered("user_id", term)
