"""/metrics: for Prometheus alone."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

pytestmark = pytest.mark.django_db


def test_it_speaks_prometheus_language(client):
    answer = client.get("/metrics")
    assert answer["Content-Type"].startswith("text/plain; version=")
    names = {family.name for family in text_string_to_metric_families(answer.content.decode())}
    assert {"music_http_requests", "music_dependency_up"} <= names


def test_it_is_asked_by_address_and_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/metrics", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_who_comes_through_a_proxy_finds_nothing(client):
    answer = client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer other"}, {"Authorization": "é"}])
def test_where_a_token_is_set_others_are_refused(client, settings, sent):
    settings.METRICS_TOKEN = "for-prometheus"
    answer = client.get("/metrics", headers=sent)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_where_a_token_is_set_its_bearer_is_told(client, settings):
    settings.METRICS_TOKEN = "for-prometheus"
    answer = client.get("/metrics", headers={"Authorization": "Bearer for-prometheus"})
    assert answer.status_code == 200
