"""In which form an answer is given."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from rest_framework.negotiation import DefaultContentNegotiation

from common.errors import InvalidInput


class BadFormat(InvalidInput):
    """`?format=` names a form that this endpoint does not have."""

    code = "bad_format"


class Negotiation(DefaultContentNegotiation):
    """DRF's, except that an unknown ``?format=`` is a bad request, not a missing page.

    Where there is one form only, the parameter means nothing and is passed over like any other.
    """

    def filter_renderers(
        self,
        renderers: Iterable[Any],
        format: str,  # noqa: A002 - DRF's name
    ) -> list[Any]:
        """Those of the format. Raises BadFormat."""
        known = list(renderers)
        if len(known) == 1:
            return known
        found = [renderer for renderer in known if renderer.format == format]
        if not found:
            sentence = gettext("%(name)s is one of %(names)s.") % {
                "name": "format",
                "names": ", ".join(str(each.format) for each in known),
            }
            raise BadFormat(sentence, detail={"format": [sentence]})
        return found
