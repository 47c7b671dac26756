"""The OpenAPI document: in step with the code, valid, and shown without an outside host."""

import re

import openapi_spec_validator
import pytest
import yaml
from django.contrib.staticfiles import finders
from drf_spectacular.renderers import OpenApiYamlRenderer

from music_discovery_backend.openapi import Generator
from tests import routes
from tests.settings_source import PROJECT

_COMMITTED = (PROJECT / "docs" / "openapi.yaml").read_text()
_METHODS = {"get", "post", "put", "patch", "delete"}
_PAGES = ("/api/docs/", "/api/redoc/")


def operations(document):
    for path, methods in document["paths"].items():
        for method in _METHODS & methods.keys():
            yield method.upper(), path, methods[method]


def as_documents_write_it(path):
    return path.replace("/import/{id}/", "/import/{job_id}/").replace("{user_ref}", "{id}")


def test_the_committed_document_is_what_the_code_says():
    document = Generator().get_schema(request=None, public=True)
    rendered = OpenApiYamlRenderer().render(document, renderer_context={})
    assert rendered.decode() == _COMMITTED, "run `make schema`"


def test_the_document_is_valid_openapi():
    openapi_spec_validator.validate(yaml.safe_load(_COMMITTED))


def test_every_route_is_in_the_document_and_nothing_else():
    found = {
        (method, as_documents_write_it(path))
        for method, path, _ in operations(yaml.safe_load(_COMMITTED))
    }
    assert found == routes.operations()


def test_every_answer_says_its_request_id():
    for _, path, operation in operations(yaml.safe_load(_COMMITTED)):
        for response in operation["responses"].values():
            assert "X-Request-ID" in response["headers"], path


def test_the_document_is_served(api):
    answer = api.get("/api/schema/", HTTP_ACCEPT="application/vnd.oai.openapi")
    assert yaml.safe_load(answer.content) == yaml.safe_load(_COMMITTED)


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_loads_only_our_own_files(api, path):
    answer = api.get(path)
    page = answer.content.decode()
    assert "://" not in page
    for file in re.findall(r'(?:src|href)="/static/([^"]+)"', page):
        assert finders.find(file), file
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", [*_PAGES, "/api/schema/"])
def test_an_error_of_a_page_is_json(api, path):
    answer = api.post(path, {})
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
