"""Which preferences have a meaning here, and what they may hold."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from common.errors import InvalidInput

MAX_BYTES = 4096
_SWITCHES = ("private_session", "explicit", "similar_listeners")


class BadPreferences(InvalidInput):
    """A preference holds what it cannot mean."""

    code = "bad_preferences"
    sentence = gettext_lazy("The preferences are not valid.")


def merged(old: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Apply a JSON merge patch: named keys change, ``null`` removes one (RFC 7396)."""
    result = dict(old)
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping):
            before = result.get(key)
            result[key] = merged(before if isinstance(before, Mapping) else {}, value)
        else:
            result[key] = value
    return result


def check(preferences: Mapping[str, Any]) -> None:
    """Raise BadPreferences unless the known keys make sense. Unknown keys are the app's own.

    Known: ``discovery`` (0 familiar to 1 adventurous), ``explicit`` (false leaves explicit tracks
    out), ``private_session`` (true keeps new activity and words out of trends and learning),
    ``similar_listeners`` (true shows the user to others who said so, and them to the user).
    """
    if len(json.dumps(preferences, ensure_ascii=False).encode()) > MAX_BYTES:
        raise BadPreferences(
            detail={"preferences": [gettext("At most %(most)d bytes.") % {"most": MAX_BYTES}]}
        )
    for name in _SWITCHES:
        if not isinstance(preferences.get(name, False), bool):
            raise BadPreferences(
                detail={"preferences": [gettext("%(name)s is true or false.") % {"name": name}]}
            )
    discovery = preferences.get("discovery", 0)
    if isinstance(discovery, bool) or not isinstance(discovery, int | float):
        raise BadPreferences(
            detail={"preferences": [gettext("discovery is a number from 0 to 1.")]}
        )
    if not 0 <= discovery <= 1:
        raise BadPreferences(
            detail={"preferences": [gettext("discovery is a number from 0 to 1.")]}
        )
