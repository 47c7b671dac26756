"""A service key opens what its scopes name, and nothing that is a user's."""

import pytest
from django.urls import reverse

from tests import routes
from users.models import ServiceKey

pytestmark = pytest.mark.django_db

ACTIVITY = "/api/analytics/activity/"
SUMMARY = "/api/analytics/summary/"
OPENED = {
    ("POST", ACTIVITY): "activity:write",
    ("GET", SUMMARY): "analytics:read",
    ("GET", "/api/analytics/trends/"): "analytics:read",
    ("GET", "/api/analytics/timeseries/"): "analytics:read",
}
# These look at no credentials at all, so a key is neither here nor there.
ASKS_NOBODY = "/api/auth/"
NO_UUID = "00000000-0000-4000-8000-000000000000"


def closed_operations(user_id):
    for method, path in sorted(routes.operations() - OPENED.keys()):
        if not path.startswith(ASKS_NOBODY):
            path = path.replace("{id}", str(user_id)).replace("{job_id}", "1")
            yield method, path.replace("{task_id}", NO_UUID)


@pytest.fixture
def full(make_key, service):
    """A client whose key has every scope that there is."""
    return service(make_key(*ServiceKey.Scope.values))


def test_events_of_several_users_are_stored(make_key, service, client_of, event, owner, other):
    batch = [event(owner), event(other), event(owner, track_id="t2")]
    answer = service(make_key("activity:write")).post(ACTIVITY, batch)
    assert (answer.status_code, answer.json()["accepted"]) == (200, 3)
    assert len(client_of(owner).get(ACTIVITY).json()["results"]) == 2


def test_one_event_is_stored(full, event, owner):
    answer = full.post(ACTIVITY, event(owner))
    assert (answer.status_code, answer.json()["user"]) == (201, owner.pk)


def test_an_event_must_say_whose_it_is(full, event):
    answer = full.post(ACTIVITY, event())
    assert (answer.status_code, answer.json()["code"]) == (400, "required")
    assert "user" in answer.json()["detail"]


def test_an_event_of_nobody_does_not_take_its_neighbours_down(full, event, owner):
    results = full.post(ACTIVITY, [event(owner), event(), event(user=owner) | {"user": 10**12}])
    codes = [result.get("code") for result in results.json()["results"]]
    assert codes == [None, "required", "unknown_user"]


@pytest.mark.parametrize("path", [path for method, path in OPENED if method == "GET"])
def test_reports_are_read(full, path):
    assert full.get(path).status_code == 200
    assert full.head(path).status_code == 200


def test_a_report_tells_a_service_nobodys_address(full):
    assert "most_active_users" not in full.get(SUMMARY).json()


def test_tables_stay_with_staff(full):
    assert full.get(f"{SUMMARY}?format=csv").json()["code"] == "staff_only"


@pytest.mark.parametrize(("operation", "scope"), OPENED.items())
def test_a_key_without_the_scope_is_refused(make_key, service, operation, scope):
    others = set(ServiceKey.Scope.values) - {scope}
    answer = service(make_key(*others)).generic(*operation)
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert scope in answer.json()["error"]


def test_no_other_endpoint_opens_to_any_key(full, owner):
    """Read off the routes, so that a new endpoint is closed unless it says otherwise."""
    for method, path in closed_operations(owner.pk):
        answer = full.generic(method, path, "{}", content_type="application/json")
        found = (answer.status_code, answer.json().get("code"))
        assert found == (403, "not_for_services"), (method, path)


def test_me_is_nobody(full):
    answer = full.get("/api/users/me/")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_for_services")


def test_the_admin_does_not_know_keys(full):
    answer = full.get(reverse("admin:index"))
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_a_cached_list_does_not_open_to_a_key(full, client_of, owner):
    path = f"/api/recommendations/{owner.pk}/"
    client_of(owner).get(path)
    assert full.get(path).json()["code"] == "not_for_services"


def test_a_repeat_under_an_idempotency_key_is_answered_as_before(full, event, owner):
    body, once = event(owner), {"HTTP_IDEMPOTENCY_KEY": "batch-1"}
    first, again = (full.post(ACTIVITY, body, **once) for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    assert again["Idempotency-Replayed"] == "true"


def test_the_same_idempotency_key_of_another_service_key_is_another(
    make_key, service, event, owner
):
    once = {"HTTP_IDEMPOTENCY_KEY": "batch-1"}
    for _ in range(2):
        client = service(make_key("activity:write"))
        answer = client.post(ACTIVITY, event(owner), **once)
        assert answer.status_code == 201
        assert "Idempotency-Replayed" not in answer
