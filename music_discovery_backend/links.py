"""OpenAPI links: which request an answer leads to, and what of the answer it takes."""

from typing import Any

_OWN = {"user_ref": "$request.path.user_ref"}
_MADE = {"user_ref": "$response.body#/id"}

# Operation and status -> operation that follows -> its parameters.
_LINKS: dict[tuple[str, str], dict[str, dict[str, str]]] = {
    ("users_create", "201"): {
        "users_retrieve": _MADE,
        "users_partial_update": _MADE,
        "recommendations_retrieve": _MADE,
        "recommendations_refresh_create": _MADE,
        "analytics_user_retrieve": _MADE,
        "users_export_retrieve": _MADE,
        "users_destroy": _MADE,
    },
    ("recommendations_refresh_create", "202"): {
        "recommendations_refresh_retrieve": _OWN | {"task_id": "$response.body#/task_id"},
        "recommendations_history_list": _OWN,
    },
    ("recommendations_retrieve", "200"): {
        "recommendations_similar_retrieve": {
            "track_id": "$response.body#/recommendations/0/track_id"
        },
        "recommendations_feedback_list": _OWN,
    },
    ("recommendations_feedback_create", "200"): {"recommendations_feedback_list": _OWN},
    ("analytics_activity_create", "201"): {
        "analytics_activity_list": {"track_id": "$response.body#/track_id"}
    },
    ("analytics_import_create", "202"): {"analytics_import_retrieve": {"id": "$response.body#/id"}},
}


def link(document: dict[str, Any]) -> None:
    """Put the links into the document, in place."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if following := _LINKS.get((operation["operationId"], status)):
                    response["links"] = {
                        name: {"operationId": name, "parameters": parameters}
                        for name, parameters in following.items()
                    }
