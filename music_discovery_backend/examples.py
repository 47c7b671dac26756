"""Examples for the OpenAPI document, as a running service gave them.

``openapi_examples.json`` is recorded by ``python -m tests.api_document``, never written by hand.
"""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("openapi_examples.json")
_JSON = "application/json"


def illustrate(document: dict[str, Any]) -> None:
    """Put into the document, in place, what was recorded of each operation and each error."""
    recorded = json.loads(FILE.read_text())
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _illustrate(operation, recorded["operations"].get(f"{method.upper()} {path}", {}))
            _illustrate(operation, {"answers": recorded["errors"]})


def _illustrate(operation: dict[str, Any], examples: dict[str, Any]) -> None:
    for status, answer in examples.get("answers", {}).items():
        _show(operation["responses"].get(status, {}), answer)
    if "request" in examples:
        _show(operation.get("requestBody", {}), examples["request"])


def _show(described: dict[str, Any], example: Any) -> None:
    if media := described.get("content", {}).get(_JSON):
        media.setdefault("example", example)
