"""The product as processes: it answers, and its parts can be crashed and come back."""

import requests


def test_the_api_answers(live_stack):
    assert requests.get(f"{live_stack.base_url}/api/", timeout=10).status_code == 200


def test_a_killed_worker_comes_back(live_stack):
    live_stack.worker.kill()
    assert live_stack.ended() == [live_stack.worker]
    live_stack.worker.restart()
    assert live_stack.ended() == []


def test_a_killed_web_server_comes_back_at_the_same_address(live_stack):
    live_stack.web.kill()
    live_stack.web.restart()
    assert requests.get(f"{live_stack.base_url}/api/", timeout=10).status_code == 200


def test_the_stand_in_takes_orders_and_counts(live_stack):
    standin = live_stack.standin
    standin.clear_calls()
    standin.fault("server_error", match="token", status=500)
    url = f"{standin.site}/api/token"
    assert requests.post(url, timeout=10).status_code == 500
    assert standin.calls()["by_group"] == {"token": 1}


def test_the_stand_in_is_the_spotify_that_the_service_knows(live_stack):
    code = "from django.conf import settings; print(settings.SPOTIFY_API_URL)"
    assert f"{live_stack.standin.site}/v1" in live_stack.manage("shell", "-c", code)
