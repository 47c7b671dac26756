"""A request can be followed through all processes, and none of them tells a secret."""

import base64
import json
import re
import time
import uuid

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from tests.nginx_server import NginxServer, nginx_program

SEED = "A genre that nobody asked for before"


@pytest.fixture(scope="module")
def front(live_stack, tmp_path_factory):
    """Where the public comes in: Nginx where it is installed, else Gunicorn; and Nginx' log."""
    if nginx_program() is None:
        yield live_stack.base_url, None
        return
    with NginxServer(tmp_path_factory.mktemp("watched"), live_stack.port) as nginx:
        yield nginx.base_url, nginx.folder / "access.log"


@pytest.fixture(scope="module")
def account():
    """Somebody whose name, address and password stand nowhere else."""
    mark = uuid.uuid4().hex[:12]
    return {
        "username": f"listener-{mark}",
        "email": f"canary-{mark}@example.org",
        "password": f"never {uuid.uuid4().hex} seen",
    }


@pytest.fixture(scope="module")
def token(front, account):
    url, _ = front
    requests.post(f"{url}/api/users/", json=account, timeout=10).raise_for_status()
    return requests.post(f"{url}/api/auth/token/", json=account, timeout=10).json()["access"]


def json_lines(file, request_id):
    """The JSON lines of a log that belong to a request."""
    lines = [line for line in file.read_text().splitlines() if request_id in line]
    return [json.loads(line) for line in lines if line.startswith("{")]


def until(found, seconds=30):
    deadline = time.monotonic() + seconds
    while not (result := found()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return result


def samples(live_stack):
    text = requests.get(f"{live_stack.base_url}/metrics", timeout=10).text
    families = text_string_to_metric_families(text)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_one_id_goes_from_nginx_to_spotify(live_stack, front, token):
    url, access_log = front
    request_id = uuid.uuid4().hex
    headers = {"Authorization": f"Bearer {token}", "X-Request-ID": request_id}
    asked = requests.post(
        f"{url}/api/recommendations/me/refresh/",
        json={"seed_genres": [SEED]},
        headers=headers,
        timeout=10,
    )
    assert (asked.status_code, asked.headers["X-Request-ID"]) == (202, request_id)

    def calls():
        recent = live_stack.standin.calls()["recent"]
        return [call for call in recent if call["request_id"] == request_id]

    assert "search" in {call["group"] for call in until(calls)}
    assert access_log is None or json_lines(access_log, request_id)[0]["status"] == 202
    (web,) = json_lines(live_stack.web.log, request_id)
    assert web["route"] == "/api/recommendations/{user_ref}/refresh/"
    assert (web["status"], web["method"]) == (202, "POST")
    worker = until(lambda: json_lines(live_stack.worker.log, request_id))
    assert {line.get("task") for line in worker} == {"recommendations.tasks.run_refresh"}
    code = f"print(RecommendationLog.objects.get(request_id={request_id!r}).trigger)"
    model = "from recommendations.models import RecommendationLog"
    assert "on_demand" in live_stack.manage("shell", "-c", f"{model}; {code}")


def test_no_log_tells_a_secret_or_who_somebody_is(live_stack, front, account, token):
    url, _ = front
    key = live_stack.manage("create_service_key", "canary", "--scope", "activity:write").strip()
    bearer = {"Authorization": f"Bearer {token}"}
    for credentials in (
        bearer,
        {"Authorization": f"Api-Key {key}"},
        {"Authorization": "Api-Key x"},
    ):
        requests.get(
            f"{url}/api/users/me/?email={account['email']}", headers=credentials, timeout=10
        )
    wrong = account | {"password": account["password"] + "-wrong"}
    requests.post(f"{url}/api/auth/token/", json=wrong, timeout=10)
    requests.post(f"{url}/api/auth/token/", json=wrong | {"username": wrong["email"]}, timeout=10)
    requests.post(f"{url}/api/users/", json=account, timeout=10)  # taken
    requests.post(f"{url}/api/users/", data=json.dumps(account)[:-1], headers=bearer, timeout=10)
    pair = base64.b64encode(b"standin-id:standin-secret").decode()
    secrets = [*account.values(), token, key, key.partition(".")[2], "standin-secret", pair]
    secrets.append(live_stack.environment["SECRET_KEY"])
    assert told(live_stack, front, secrets) == []


def told(live_stack, front, secrets):
    """Which log tells which secret."""
    logs = [child.log for child in live_stack.children]
    logs += list(front[1].parent.glob("*.log")) if front[1] else []
    return [(log.name, secret) for log in logs for secret in secrets if secret in log.read_text()]


def test_every_line_of_the_service_is_json(live_stack):
    for child in (live_stack.web, live_stack.worker, live_stack.beat):
        lines = [line for line in child.log.read_text().splitlines() if re.match(r"[{\[]", line)]
        assert lines
        assert [line for line in lines if not line.startswith("{")] == [], child.name


def test_the_counts_of_all_web_processes_are_told_together(live_stack):
    def requests_to_the_index():
        return samples(live_stack).get(("music_http_requests_total", "GET", "/api/", "200"), 0)

    before = requests_to_the_index()
    for _ in range(20):  # each on a connection of its own, so that both processes get some
        requests.get(f"{live_stack.base_url}/api/", timeout=10)
    assert requests_to_the_index() == before + 20


def test_tasks_are_told_though_no_worker_is_asked(live_stack):
    counting = ("music_tasks_total", "success", "analytics.tasks.roll_up")
    assert until(lambda: counting in samples(live_stack))
