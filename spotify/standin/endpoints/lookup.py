"""Finding a record by the id in a path, and many by the ids of a batch call."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from spotify.standin.messages import Answer, Refused, Request, json_answer
from spotify.standin.parameters import read_identifiers, refuse_malformed
from spotify.standin.standin import Standin

Record = TypeVar("Record")


def find(records: Mapping[str, Record], identifier: str) -> Record:
    """The record, or a refusal: 400 for what is no id at all, 404 for an unknown one."""
    refuse_malformed(identifier)
    record = records.get(identifier)
    if record is None:
        raise Refused(404, "Resource not found")
    return record


def batch(
    standin: Standin,
    request: Request,
    name: str,
    records: Mapping[str, Record],
    show: Callable[[Record], dict[str, Any]],
    most: int,
) -> Answer:
    """``{name: [...]}`` in the order of ``ids``, null for unknown ones; closed to new apps."""
    if not standin.profile.bulk_calls:
        raise Refused(403, "Forbidden")
    found = [records.get(i) for i in read_identifiers(request.parameters(), most=most)]
    return json_answer({name: [None if record is None else show(record) for record in found]})
