"""The container files keep what docs/operations.md promises, as far as shows without an engine."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.redis_conf import DIRECTIVES
from tests.settings_source import PROJECT

_COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
_SERVICES = _COMPOSE["services"]
_ONE_SHOT = {"migrate", "static"}
_SCRIPTS = [PROJECT / "setup.sh", *(PROJECT / "docker").glob("*.sh")]
_BIN = Path(sys.executable).parent


def linted(*command):
    done = subprocess.run(
        [_BIN / command[0], *command[1:]], cwd=PROJECT, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def megabytes(text):
    return int(re.fullmatch(r"(\d+)mb?", text).group(1))


def queues(service):
    (named,) = [each for each in _SERVICES[service]["command"] if each.startswith("--queues=")]
    return named.removeprefix("--queues=")


def test_hadolint_finds_nothing_in_the_dockerfile():
    assert linted("hadolint", "Dockerfile") == (0, "")


@pytest.mark.parametrize("file", ["docker-compose.yml", "docker-compose.dev.yml"])
def test_compose_files_follow_their_specification(file):
    status, output = linted("check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)
    assert status == 0, output


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_finds_nothing(script):
    assert linted("shellcheck", str(script)) == (0, "")


def test_gixy_finds_no_hole_in_the_nginx_configuration():
    # The service checks the Host header itself (ALLOWED_HOSTS), and needs its port for links.
    status, output = linted("gixy", "--skips", "host_spoofing", "nginx.conf")
    assert (status, "No issues found" in output) == (0, True), output


def test_the_services_and_images_are_those_of_the_design():
    images = {name: service["image"] for name, service in _SERVICES.items()}
    ours = images.pop("web")
    assert {name for name, image in images.items() if image == ours} == {
        *_ONE_SHOT,
        "celery",
        "celery-beat",
        "celery-training",
        "standin",
    }
    assert images["db"] == "postgres:15-alpine"
    assert images["redis"] == "redis:7-alpine"
    assert images["nginx"] == "nginx:alpine"


@pytest.mark.parametrize("name", _SERVICES)
def test_every_container_is_locked_down(name):
    service = _SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit", "logging"} <= service.keys()
    assert "privileged" not in service
    assert "cap_add" not in service


@pytest.mark.parametrize("name", ["db", "redis", "nginx"])
def test_others_images_do_not_run_as_root(name):
    assert _SERVICES[name]["user"] not in ("root", "0")


def test_only_nginx_can_be_reached_from_other_machines():
    published = {name: service.get("ports", []) for name, service in _SERVICES.items()}
    assert published.pop("nginx") == ["${HTTP_PORT:-0.0.0.0:80}:80"]
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)


def test_data_have_no_way_out_by_the_network_that_publishes_their_ports():
    networks = _COMPOSE["networks"]
    assert networks["backend"] == {"internal": True}
    masquerade = "com.docker.network.bridge.enable_ip_masquerade"
    assert networks["loopback"] == {"driver_opts": {masquerade: "false"}}
    for name in ("db", "redis"):
        assert _SERVICES[name]["networks"] == ["backend", "loopback"]


def test_the_image_can_be_read_by_its_user_whatever_the_clone_was_made_under():
    assert "\nRUN chmod -R a+rX .\n" in (PROJECT / "Dockerfile").read_text()


def test_nginx_keeps_what_it_knows_of_web_containers_apart_from_bodies():
    nginx = _SERVICES["nginx"]
    (place,) = [each for each in nginx["tmpfs"] if each.startswith("/run/web:")]
    assert "uid=101" in place and "mode=" not in place  # or a restarted Nginx could not write there
    assert "/run/web/alive" in nginx["healthcheck"]["test"][1]


@pytest.mark.parametrize("name", sorted(_SERVICES.keys() - _ONE_SHOT - {"web"}))
def test_what_runs_on_is_watched_and_comes_back(name):
    assert _SERVICES[name]["restart"] == "unless-stopped"
    assert "test" in _SERVICES[name]["healthcheck"]


@pytest.mark.parametrize("name", ["web", "celery", "celery-beat", "celery-training"])
def test_the_service_waits_for_the_migrations(name):
    condition = _SERVICES[name]["depends_on"]["migrate"]["condition"]
    assert condition == "service_completed_successfully"


def test_the_worker_takes_every_queue_that_tasks_are_sent_to(settings):
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert queues("celery") == f"${{CELERY_QUEUES:-celery,{','.join(sorted(routed))}}}"
    assert {queues("celery-training")} == routed


def test_what_a_worker_keeps_between_tasks_fits_into_its_container(settings):
    kept = settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD / 1024
    assert 2 * kept + 200 <= megabytes(_SERVICES["celery"]["mem_limit"])


def test_no_secret_is_written_down():
    secrets = re.compile(r"(SECRET|PASSWORD|AUTH)\w*: (?!\$\{)\S")
    assert not secrets.search((PROJECT / "docker-compose.yml").read_text())
    assert not re.search(r"(SECRET|PASSWORD)\w*=", (PROJECT / "Dockerfile").read_text())


def test_postgresql_logs_no_failed_statement_with_what_it_holds():
    command = _SERVICES["db"]["command"]
    assert {"log_min_error_statement=panic", "log_error_verbosity=terse"} <= set(command)


def test_redis_has_room_for_the_copy_that_a_rewrite_takes():
    assert 2 * megabytes(DIRECTIVES["maxmemory"]) <= megabytes(_SERVICES["redis"]["mem_limit"])


def test_the_image_takes_in_what_runs_and_nothing_else():
    lines = (PROJECT / ".dockerignore").read_text().splitlines()
    makefile = (PROJECT / "Makefile").read_text()
    packages = set(re.search(r"^PACKAGES := (.+)$", makefile, re.MULTILINE).group(1).split())
    let_in = {line[1:] for line in lines if line.startswith("!")}
    assert lines[1] == "*"
    assert let_in == packages - {"devstack"} | {"locale", "manage.py", "requirements.txt"}
