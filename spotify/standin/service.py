"""From a request to its answer: find the route, let a fault strike, check the token, count."""

from collections.abc import Callable
from functools import partial

from common.errors import InvalidInput
from spotify.standin.faults.kinds import KINDS, Scene
from spotify.standin.messages import Answer, Refused, Request, json_answer
from spotify.standin.routes import Route, matching_routes
from spotify.standin.standin import Standin


def answer(standin: Standin, request: Request) -> Answer:
    """What the caller gets. Calls of Spotify's own addresses are counted, whatever comes out."""
    try:
        route, ids = _route(request)
    except Refused as refused:
        return _counted(standin, request, "other", refused.answer)
    ordinary = partial(_ordinary, standin, request, route, ids)
    if route.group is None:
        return ordinary()
    return _counted(standin, request, route.group, ordinary)


def _route(request: Request) -> tuple[Route, tuple[str, ...]]:
    routes = matching_routes(request.path)
    if not routes:
        raise Refused(404, "Service not found")
    for route, ids in routes:
        if route.method == request.method:
            return route, ids
    allowed = ", ".join(route.method for route, _ in routes)
    raise Refused(405, "Method not allowed", headers={"Allow": allowed})


def _counted(
    standin: Standin, request: Request, group: str, ordinary: Callable[[], Answer]
) -> Answer:
    standin.pause(standin.latency)
    fault = standin.faults.take(group)
    if fault is None:
        given = ordinary()
    else:
        given = KINDS[fault.kind](fault, Scene(ordinary, standin.pause))
    standin.calls.record(request, group, given)
    return given


def _ordinary(standin: Standin, request: Request, route: Route, ids: tuple[str, ...]) -> Answer:
    try:
        if route.needs_token:
            standin.tokens.check(request.headers.get("Authorization"))
        return route.handler(standin, request, *ids)
    except Refused as refused:
        return refused.answer()
    except InvalidInput as error:
        return json_answer({"error": error.message, "code": error.code}, 400)
