"""Ids of others, on every endpoint that takes one: read off the routes, so new ones are covered."""

import json
import uuid

import pytest
from rest_framework.test import APIClient

from analytics.models import ImportJob
from recommendations.models import RecommendationLog
from tests import routes

pytestmark = pytest.mark.django_db

NOBODY = 999_999_999_999
OF_USERS = sorted(operation for operation in routes.operations() if "{id}" in operation[1])
# Rows that stand in a path without their user, and what makes one.
OF_ROWS = sorted(operation for operation in routes.operations() if "{job_id}" in operation[1])


def ask(client, operation, **ids):
    method, path = operation
    for name, value in ids.items():
        path = path.replace(f"{{{name}}}", str(value))
    assert "{" not in path, "a parameter that these tests do not know"
    return client.generic(method, path, json.dumps({}), content_type="application/json")


def refusal(answer):
    return answer.status_code, {**answer.json(), "request_id": None}


def test_there_is_something_to_look_at():
    assert len(OF_USERS) >= 10
    assert OF_ROWS == [("GET", "/api/analytics/import/{job_id}/")]


@pytest.mark.parametrize("operation", OF_USERS, ids=" ".join)
def test_what_is_another_users_is_refused_and_their_id_tells_nothing(
    client_of, owner, other, operation
):
    """Refused before anything is looked up: an id that exists and one that does not look alike."""
    task = RecommendationLog.objects.create(user=owner, trigger="read").task_id
    refused, absent = (
        ask(client_of(other), operation, id=user_id, task_id=task) for user_id in (owner.pk, NOBODY)
    )
    assert refused.status_code == 403
    assert refused.json()["code"] == "not_yours"
    assert refusal(refused) == refusal(absent)


@pytest.mark.parametrize("operation", OF_USERS, ids=" ".join)
def test_who_is_signed_out_is_asked_who_they_are(api, owner, operation):
    answer = ask(api, operation, id=owner.pk, task_id=uuid.uuid4())
    assert answer.status_code == 401
    assert "WWW-Authenticate" in answer


@pytest.mark.parametrize("operation", OF_ROWS, ids=" ".join)
def test_a_row_of_another_user_is_as_absent_as_none(client_of, owner, other, operation):
    job = ImportJob.objects.create(user=owner)
    found, absent = (ask(client_of(other), operation, job_id=number) for number in (job.pk, NOBODY))
    assert found.status_code == 404
    assert refusal(found) == refusal(absent)
    assert ask(client_of(owner), operation, job_id=job.pk).status_code == 200


@pytest.mark.parametrize("operation", sorted(routes.operations()), ids=" ".join)
def test_an_id_of_another_in_the_body_or_query_changes_nobody(client_of, owner, other, operation):
    """``user`` and its like, sent along where nobody asked for them."""
    method, path = operation
    sent = dict.fromkeys(("id", "user", "user_id", "owner", "account"), owner.pk)
    path = path.replace("{id}", "me").replace("{job_id}", "1")
    path = path.replace("{task_id}", str(uuid.uuid4()))
    client = client_of(other) if method != "DELETE" else APIClient()
    before = client_of(owner).get("/api/users/me/").json()
    answer = client.generic(
        method,
        f"{path}?user={owner.pk}&user_id={owner.pk}",
        json.dumps(sent),
        content_type="application/json",
    )
    assert answer.status_code != 500  # 503: there is nothing to recommend yet
    if not answer.streaming:  # the export, whose tests look at all of it
        assert "owner@example.org" not in answer.content.decode()
    assert client_of(owner).get("/api/users/me/").json() == before
