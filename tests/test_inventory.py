"""What answers at all, and how much of it one caller may have."""

import re

import pytest
import yaml
from django.urls import URLResolver, get_resolver

from tests import routes
from tests.settings_source import PROJECT

DOCUMENT = yaml.safe_load((PROJECT / "docs" / "openapi.yaml").read_text())
# The first words of all paths. Health checks and metrics are answered before routes are looked at.
BESIDE = {"admin", "api"}
# Not limited by the service, since they cost next to nothing; Nginx limits bodies, and requests of
# one client at the same time. (The admin's log-in, which is no operation of the API, is limited:
# users/tests/test_spraying.py.)
UNLIMITED = {
    ("GET", "/api/"): "a constant",
    ("GET", "/api/users/"): "for staff",
    ("GET", "/api/users/{id}/"): "one row",
    ("DELETE", "/api/users/{id}/"): "works once",
}


def test_nothing_answers_but_the_api_and_the_admin():
    found = {str(each.pattern) for each in get_resolver().url_patterns}
    assert {re.findall(r"[a-z]+", pattern)[0] for pattern in found} == BESIDE


def test_there_is_one_version_and_no_debug_page():
    prefixes = {path.split("/")[2] for _, path in routes.operations()}
    assert prefixes == {"", "auth", "users", "recommendations", "analytics"}


def test_every_operation_is_in_the_schema():
    documented = sum(
        method in ("get", "post", "put", "patch", "delete")
        for methods in DOCUMENT["paths"].values()
        for method in methods
    )
    assert documented == len(routes.operations())


def test_every_operation_is_limited_or_says_why_not():
    unlimited = set()
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            if method != "parameters" and "429" not in operation["responses"]:
                unlimited.add((method.upper(), path.replace("{user_ref}", "{id}")))
    assert unlimited == set(UNLIMITED)


@pytest.mark.parametrize(
    "path", ["/", "/debug/", "/__debug__/", "/.env", "/.git/config", "/media/"]
)
def test_common_guesses_find_nothing(client, path):
    assert client.get(path).status_code == 404


def test_every_admin_page_asks_who_is_there(client):
    def paths(resolver, prefix):
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                yield from paths(each, prefix + str(each.pattern))
            elif "<" not in (path := prefix + str(each.pattern)) and "(" not in path:
                yield path

    admin = next(each for each in get_resolver().url_patterns if str(each.pattern) == "admin/")
    open_to_all = {"/admin/login/", "/admin/logout/", "/admin/jsi18n/"}
    for path in set(paths(admin, "/admin/")) - open_to_all:
        answer = client.get(path)
        assert answer.status_code in (302, 403, 404), path
        assert answer.status_code != 302 or "/admin/login/" in answer["Location"], path
