"""POST /api/analytics/import/ and what follows in the background."""

import gzip
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from analytics import services, tasks
from analytics.history.jobs import MAX_BODY_BYTES
from analytics.models import ImportJob, UserActivity
from analytics.views import imports

pytestmark = pytest.mark.django_db

YEAR = {
    "endTime": "2024-05-01 10:11",
    "artistName": "Nina Simone",
    "trackName": "Feeling Good",
    "msPlayed": 173_000,
}


@pytest.fixture
def upload(client_of):
    def post(user, text):
        file = SimpleUploadedFile("StreamingHistory0.json", text.encode())
        return client_of(user).post("/api/analytics/import/", {"file": file}, format="multipart")

    return post


def test_a_file_is_taken_and_worked_off(owner, upload, client_of):
    answer = upload(owner, json.dumps([YEAR, YEAR, {"endTime": "?"}]))
    assert answer.status_code == 202
    assert answer.json()["status"] == "pending"
    tasks.import_history(job_id=answer.json()["id"])
    found = client_of(owner).get(answer.json()["status_url"]).json()
    assert found["status"] == "success"
    assert (found["read"], found["stored"], found["duplicate"]) == (3, 1, 1)
    assert found["rejected"] == {"bad_row": 1}
    assert bytes(ImportJob.objects.get().content) == b""


NO_EXPORTS = {
    "another text": "no export\n",
    "other objects": '[{"a": 1}]',
    "no UTF-8": "\ud800",
    "a line without end": "x" * 200_000,
    "deep": '[{"endTime": ' + "[" * 100_000,
    "deep, and closed": '[{"endTime": ' + "[" * 5_000 + "]" * 5_000 + "}]",
}


@pytest.mark.parametrize("name", NO_EXPORTS)
def test_a_file_that_is_no_export_says_so(owner, upload, name):
    job = services.start_import(owner.pk, [NO_EXPORTS[name].encode(errors="surrogatepass")])
    services.run_import(job.pk)
    job.refresh_from_db()
    assert job.status == "error"
    assert job.error
    assert upload(owner, json.dumps([YEAR])).status_code == 202


def test_a_body_that_can_hold_no_file_of_the_right_size_is_not_read(owner, client_of):
    body, form = b" " * (MAX_BODY_BYTES + 1), "multipart/form-data; boundary=x"
    answer = client_of(owner).generic("POST", "/api/analytics/import/", body, content_type=form)
    assert answer.status_code == 413
    assert answer.json()["code"] == "file_too_large"


def test_a_file_that_is_too_large_is_refused(owner, upload, monkeypatch):
    monkeypatch.setattr(imports, "MAX_BYTES", 10)
    answer = upload(owner, json.dumps([YEAR]))
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


def test_one_import_at_a_time(owner, upload):
    upload(owner, json.dumps([YEAR]))
    answer = upload(owner, json.dumps([YEAR]))
    assert answer.status_code == 409
    assert answer.json()["code"] == "import_running"


def test_a_job_runs_once(owner):
    job = services.start_import(owner.pk, [json.dumps([YEAR]).encode()])
    services.run_import(job.pk)
    UserActivity.objects.all().delete()
    services.run_import(job.pk)
    assert not UserActivity.objects.exists()


def test_a_job_whose_worker_died_is_found_again(owner, now):
    job = services.start_import(owner.pk, [json.dumps([YEAR]).encode()])
    gone = now - timedelta(seconds=1)
    ImportJob.objects.filter(pk=job.pk).update(status="running", claimed_until=gone)
    assert services.open_imports() == [job.pk]
    services.run_import(job.pk)
    assert services.open_imports() == []
    assert UserActivity.objects.count() == 1


def test_a_job_whose_worker_dies_again_and_again_is_given_up(owner, upload, client_of, now):
    where = upload(owner, json.dumps([YEAR])).json()["status_url"]
    (job,) = services.open_imports()
    gone = now - timedelta(seconds=1)
    ImportJob.objects.update(status="running", claimed_until=gone, attempts=3)
    assert services.open_imports() == [job]
    services.run_import(job)
    said = client_of(owner).get(where, HTTP_ACCEPT_LANGUAGE="de").json()
    assert said["status"] == "error"
    assert "begonnen" in said["error"]
    assert bytes(ImportJob.objects.get().content) == b""
    assert upload(owner, json.dumps([YEAR])).status_code == 202


def test_each_beginning_is_counted(owner):
    job = services.start_import(owner.pk, [json.dumps([YEAR]).encode()])
    ImportJob.objects.update(content=b"what nobody foresaw")
    for _ in range(3):
        with pytest.raises(gzip.BadGzipFile):
            services.run_import(job.pk)
        ImportJob.objects.update(claimed_until=job.created_at)
    services.run_import(job.pk)
    job.refresh_from_db()
    assert (job.status, services.open_imports()) == ("error", [])


def test_it_takes_a_file_of_some_size(owner, upload, client_of, monkeypatch):
    empty = client_of(owner).post("/api/analytics/import/", {}, format="multipart")
    assert (empty.status_code, empty.json()["code"]) == (400, "no_file")
    monkeypatch.setattr("analytics.views.imports.MAX_BYTES", 10)
    assert upload(owner, "x" * 11).status_code == 413


def test_another_users_import_is_not_shown(owner, other, staff, client_of):
    job = services.start_import(owner.pk, b"")
    path = f"/api/analytics/import/{job.pk}/"
    assert client_of(other).get(path).status_code == 404
    assert client_of(staff).get(path).status_code == 200
