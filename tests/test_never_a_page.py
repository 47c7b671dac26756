"""Not one HTML page under /api/, whatever is sent and whatever fails, with DEBUG on or off."""

import io

import pytest
import yaml
from rest_framework.test import APIClient

from common.tests.api import assert_error
from recommendations.tests.conftest import standin  # noqa: F401
from tests import routes
from tests.failing.urls import FAILURES
from tests.settings_source import PROJECT

pytestmark = pytest.mark.django_db

STATUS = {
    "bug": (500, "internal_error"),
    "missing": (404, "not_found"),
    "denied": (403, "not_allowed"),
    "suspicious": (400, "malformed"),
    "bad": (400, "malformed"),
}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(params=[True, False], ids=["DEBUG on", "DEBUG off"])
def debug(request, settings):
    settings.DEBUG = request.param


@pytest.fixture
def client(client_of, owner):
    """The owner's, to whom a bug is answered as it would be in production."""
    made = client_of(owner)
    made.raise_request_exception = False
    return made


def assert_no_page(answer):
    """JSON of the one shape, and no bug."""
    assert answer.status_code < 500, answer.content
    if answer.status_code >= 400:
        assert_error(answer, answer.status_code, answer.json()["code"])
    elif answer.status_code not in (204, 304):
        assert not answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("way", ["plain", "view"])
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_view(settings, debug, failure, way):
    settings.ROOT_URLCONF = "tests.failing.urls"
    api = APIClient(raise_request_exception=False)
    answer = api.get(f"/api/{way}/{failure}/")
    if way == "view" or settings.DEBUG or failure != "bug":
        assert "a secret" not in answer.content.decode()
    assert_error(answer, *STATUS[failure])


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_failing_middleware(settings, debug, place):
    outermost = settings.MIDDLEWARE.index("common.refusals.RefusalMiddleware") + 1
    inside = settings.MIDDLEWARE[outermost:]
    inside.insert(place, "tests.failing.middleware.FailingMiddleware")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:outermost], *inside]
    answer = APIClient(raise_request_exception=False).get("/api/")
    assert_error(answer, 500, "internal_error")


REQUESTS = {
    "a host that is not ours": ("GET", "/api/", {"HTTP_HOST": "evil.example"}),
    "a host that is none": ("GET", "/api/", {"HTTP_HOST": "a b/c"}),
    "no slash at the end": ("GET", "/api/users", {}),
    "a POST without it": ("POST", "/api/users", {}),
    "the root without it": ("GET", "/api", {}),
    "a POST to the root without it": ("POST", "/api", {}),
    "two slashes": ("GET", "/api//users/", {}),
    "dots": ("GET", "/api/../api/users/../", {}),
    "NUL in the path": ("GET", "/api/users/\0/", {}),
    "bad UTF-8 in the path": ("GET", "/api/users/", {"PATH_INFO": "/api/users/\xff\xfe/"}),
    "a huge number in the path": ("GET", f"/api/users/{'9' * 18}/", {}),
    "a longer one": ("GET", f"/api/users/{'9' * 400}/", {}),
    "another digit in the path": ("GET", "/api/analytics/import/٣/", {}),
    "a job beyond bigint": ("GET", f"/api/analytics/import/{'9' * 30}/", {}),
    "no UUID": ("GET", "/api/recommendations/me/refresh/not-a-uuid/", {}),
    "bad UTF-8 in the query": ("GET", "/api/users/me/", {"QUERY_STRING": "a=%ff%fe&%c3%28"}),
    "too many parameters": ("GET", "/api/analytics/activity/", {"QUERY_STRING": "a=1&" * 1100}),
    "a method that nobody knows": ("BREW", "/api/users/me/", {}),
    "TRACE": ("TRACE", "/api/users/me/", {}),
    "a token that is no ASCII": ("GET", "/api/users/me/", {"HTTP_AUTHORIZATION": "Bearer \xe9"}),
    "two tokens": ("GET", "/api/users/me/", {"HTTP_AUTHORIZATION": "Bearer a b"}),
    "no scheme": ("GET", "/api/users/me/", {"HTTP_AUTHORIZATION": "\x80"}),
    "Accept that is none": ("GET", "/api/users/me/", {"HTTP_ACCEPT": ";;q=,/"}),
    "a web page is wanted": ("GET", "/api/users/me/", {"HTTP_ACCEPT": "text/html"}),
    "a language that is none": ("GET", "/api/", {"HTTP_ACCEPT_LANGUAGE": "x-\x80;q=9" * 99}),
    "a cookie that is none": ("GET", "/api/", {"HTTP_COOKIE": "sessionid=\x80; csrftoken;;="}),
    "an address that is none": ("GET", "/api/", {"HTTP_X_FORWARDED_FOR": "\x80, 1.2"}),
    "a tag that is none": ("GET", "/api/users/me/", {"HTTP_IF_MATCH": '"', "HTTP_RANGE": "x"}),
    "a key that is none": ("POST", "/api/analytics/activity/", {"HTTP_IDEMPOTENCY_KEY": "\x80"}),
    "another method meant": ("POST", "/api/users/me/", {"HTTP_X_HTTP_METHOD_OVERRIDE": "BREW"}),
}


@pytest.mark.parametrize("what", REQUESTS)
def test_an_odd_request(client, debug, what):
    method, path, options = REQUESTS[what]
    assert_no_page(client.generic(method, path, **options))


BODIES = {
    "nothing": (b"", JSON),
    "no JSON": (b"{", JSON),
    "bad UTF-8": (b'"\xff"', JSON),
    "a number too long": (b"9" * 5000, JSON),
    "a charset that nobody knows": (b"{}", "application/json; charset=\xe9"),
    "a type that is none": (b"{}", "\x80/;;="),
    "no type": (b"{}", ""),
    "a form": (b"a=1", FORM),
    "too many fields": (b"a=1&" * 1100, FORM),
    "a form in parts without a border": (b"x", "multipart/form-data"),
    "a form in parts that breaks off": (b"--b\r\nContent-Disp", "multipart/form-data; boundary=b"),
    "a border that is none": (b"--\xff\r\n", "multipart/form-data; boundary=\xff"),
    "an encoding that nobody knows": (
        b'--b\r\nContent-Disposition: form-data; name="file"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "too many files": (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n' * 200
        + b"--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
}
POSTS = sorted(
    {
        path.replace("{id}", "me").replace("{job_id}", "1")
        for method, path in routes.operations()
        if method == "POST"
    }
)


@pytest.mark.parametrize("what", BODIES)
def test_an_odd_body_everywhere(client, debug, settings, what):
    settings.RATELIMIT_ENABLE = False
    body, content_type = BODIES[what]
    for path in POSTS:
        assert_no_page(client.generic("POST", path, body, content_type))


ODD_VALUES = ["", "\0", "a\0b", "\ud83d".encode("utf-8", "surrogatepass"), "9" * 400, "-1", "1e999"]
ODD_VALUES += [
    "NaN",
    "é" * 300,
    "[]",
    "0x10",
    "٣",
    "2026-13-45",
    "9999-12-31T23:59:59-14:00",
    "%00",
]
DOCUMENT = yaml.load((PROJECT / "docs" / "openapi.yaml").read_text(), yaml.CSafeLoader)
READS = {
    path.replace("{user_ref}", "me"): [
        parameter["name"]
        for parameter in operations["get"].get("parameters", [])
        if parameter["in"] == "query"
    ]
    for path, operations in DOCUMENT["paths"].items()
    if "get" in operations and "{" not in path.replace("{user_ref}", "me")
}


@pytest.mark.parametrize("path", [path for path in READS if READS[path]])
def test_odd_values_of_every_parameter_of_a_read(standin, client, settings, path):  # noqa: F811
    settings.RATELIMIT_ENABLE = False
    for name in [*READS[path], "unheard-of"]:
        for value in ODD_VALUES:
            assert_no_page(client.get(path, {name: value}))


def test_a_body_that_ends_too_soon(client):
    """The caller went away while sending."""

    class Broken(io.BytesIO):
        def read(self, *_):
            raise OSError("connection reset")

    answer = client.generic(
        "POST",
        "/api/analytics/activity/",
        content_type=JSON,
        **{"wsgi.input": Broken(), "CONTENT_LENGTH": "10"},
    )
    assert_error(answer, 400, "malformed")
