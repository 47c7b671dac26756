"""Lists in the reader's language.

Lists are kept as bytes in English. A reason's sentence follows from its code and values, so it
can be said anew in any language when a list is read.
"""

import json

from common import language
from recommendations.reasons import sentence


def spoken(body: bytes) -> bytes:
    """The body of a list with its reasons in the language that is asked for."""
    if language.is_default():
        return body
    answer = json.loads(body)
    for item in answer["recommendations"]:
        reason = item["reason"]
        reason["text"] = sentence(reason["code"], reason["value"], reason.get("close_to", ""))
    return json.dumps(answer, separators=(",", ":"), ensure_ascii=False).encode()
