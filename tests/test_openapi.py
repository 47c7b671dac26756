"""The OpenAPI document: in step with the code, valid, and shown without an outside host."""

import re

import openapi_spec_validator
import pytest
import yaml
from django.contrib.staticfiles import finders
from drf_spectacular.renderers import OpenApiYamlRenderer
from jsonschema import Draft202012Validator

from music_discovery_backend.openapi import Generator
from tests import routes
from tests.settings_source import PROJECT

_COMMITTED = (PROJECT / "docs" / "openapi.yaml").read_text()
_DOCUMENT = yaml.safe_load(_COMMITTED)
_METHODS = {"get", "post", "put", "patch", "delete"}
_PAGES = ("/api/docs/", "/api/redoc/")


def operations(document):
    for path, methods in document["paths"].items():
        for method in sorted(_METHODS & methods.keys()):
            yield method.upper(), path, methods[method]


def as_documents_write_it(path):
    return path.replace("/import/{id}/", "/import/{job_id}/").replace("{user_ref}", "{id}")


def test_the_committed_document_is_what_the_code_says():
    document = Generator().get_schema(request=None, public=True)
    rendered = OpenApiYamlRenderer().render(document, renderer_context={})
    assert rendered.decode() == _COMMITTED, "run `make schema`"


def test_the_document_is_valid_openapi():
    openapi_spec_validator.validate(_DOCUMENT)


def _examples():
    """``where``, its schema and its example, for every body in the document."""
    for method, path, operation in operations(_DOCUMENT):
        bodies = {"request": operation.get("requestBody", {})} | operation["responses"]
        for name, body in bodies.items():
            media = body.get("content", {}).get("application/json", {})
            if "example" in media:
                yield f"{method} {path} {name}", media["schema"], media["example"]


@pytest.mark.parametrize(("where", "schema", "example"), list(_examples()))
def test_an_example_fits_its_schema(where, schema, example):
    schema = schema | {"components": _DOCUMENT["components"]}
    errors = Draft202012Validator(schema).iter_errors(example)
    assert [error.message for error in errors] == []


def test_every_answer_with_a_body_has_an_example():
    illustrated = {where for where, _, _ in _examples()}
    for method, path, operation in operations(_DOCUMENT):
        if "application/json" in operation["responses"].get("200", {}).get("content", {}):
            assert f"{method} {path} 200" in illustrated


def test_every_route_is_in_the_document_and_nothing_else():
    found = {(method, as_documents_write_it(path)) for method, path, _ in operations(_DOCUMENT)}
    assert found == routes.operations()


def test_every_answer_says_its_request_id():
    for _, path, operation in operations(_DOCUMENT):
        for response in operation["responses"].values():
            assert "X-Request-ID" in response["headers"], path


def test_a_link_names_an_operation_and_its_parameters():
    names = {
        operation["operationId"]: {each["name"] for each in operation.get("parameters", ())}
        for _, _, operation in operations(_DOCUMENT)
    }
    links = [
        link
        for _, _, operation in operations(_DOCUMENT)
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert len(links) > 10
    for link in links:
        assert link["parameters"].keys() <= names[link["operationId"]]


def test_the_document_is_served(api):
    answer = api.get("/api/schema/", HTTP_ACCEPT="application/vnd.oai.openapi")
    assert yaml.safe_load(answer.content) == _DOCUMENT


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
