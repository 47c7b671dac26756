"""The readers of environment variables."""

import ipaddress

import pytest

from music_discovery_backend import env

CHOICES = ("INFO", "ERROR")
WEB = ("https", "http")
READERS = {
    "env_bool": lambda: env.env_bool("THING", False),
    "env_choice": lambda: env.env_choice("THING", "INFO", CHOICES),
    "env_int": lambda: env.env_int("THING", 5, least=1, most=10),
    "env_networks": lambda: env.env_networks("THING"),
    "env_rate": lambda: env.env_rate("THING", "30/m"),
    "env_url": lambda: env.env_url("THING", "http://127.0.0.1", schemes=WEB),
}
NONSENSE = [
    ("env_bool", "maybe"),
    ("env_bool", "2"),
    ("env_choice", "loud"),
    ("env_int", "0"),
    ("env_int", "11"),
    ("env_int", "-1"),
    ("env_int", "five"),
    ("env_int", "1.5"),
    ("env_int", "٣"),
    ("env_networks", "nginx"),
    ("env_networks", "172.16.0.1/12"),
    ("env_rate", "often"),
    ("env_rate", "0/m"),
    ("env_rate", "5/0m"),
    ("env_rate", "5/w"),
    ("env_rate", "5"),
    ("env_url", "127.0.0.1"),
    ("env_url", "ftp://127.0.0.1"),
    ("env_url", "http://"),
    ("env_url", "http://host:port"),
    ("env_url", "http://[::1"),
]
SENSE = [
    ("env_bool", " Yes ", True),
    ("env_bool", "OFF", False),
    ("env_choice", "error", "ERROR"),
    ("env_int", "10", 10),
    ("env_networks", "::1, 10.0.0.0/8", [ipaddress.ip_network(n) for n in ("::1", "10.0.0.0/8")]),
    ("env_rate", "100/10m", "100/10m"),
    ("env_url", "https://[::1]:8000/v1/", "https://[::1]:8000/v1"),
]


@pytest.mark.parametrize(("reader", "text"), NONSENSE)
def test_nonsense_ends_the_program_with_one_line_that_names_the_variable(monkeypatch, reader, text):
    monkeypatch.setenv("THING", text)
    with pytest.raises(SystemExit) as end:
        READERS[reader]()
    assert str(end.value).startswith("THING: ")
    assert "\n" not in str(end.value)


@pytest.mark.parametrize(("reader", "text", "value"), SENSE)
def test_sense_is_read(monkeypatch, reader, text, value):
    monkeypatch.setenv("THING", text)
    assert READERS[reader]() == value


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_value_means_the_default(monkeypatch, reader):
    monkeypatch.delenv("THING", raising=False)
    default = READERS[reader]()
    monkeypatch.setenv("THING", "  ")
    assert READERS[reader]() == default


def test_a_list_is_trimmed_and_empty_words_are_left_out(monkeypatch):
    monkeypatch.setenv("THING", " a, ,b ,")
    assert env.env_list("THING") == ["a", "b"]


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    file = tmp_path / "secret"
    file.write_text("swordfish\n")
    monkeypatch.setenv("THING_FILE", str(file))
    assert env.env_secret("THING") == "swordfish"


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe"])
def test_a_secret_file_without_a_secret_is_refused(monkeypatch, tmp_path, content):
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("THING_FILE", str(file))
    with pytest.raises(SystemExit, match=r"^THING_FILE: "):
        env.env_secret("THING")


def test_a_missing_secret_is_named(monkeypatch):
    monkeypatch.delenv("THING", raising=False)
    with pytest.raises(SystemExit, match=r"^THING: is required"):
        env.env_secret("THING")


def test_a_secret_that_is_too_short_is_refused_and_not_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("THING", "swordfish")
    assert env.env_secret("THING", least=9) == "swordfish"
    with pytest.raises(SystemExit) as end:
        env.env_secret("THING", least=10)
    assert str(end.value).startswith("THING: ") and "swordfish" not in str(end.value)


def test_several_secrets_are_separated_by_commas_or_spaces(monkeypatch):
    assert env.env_secrets("THING") == []
    monkeypatch.setenv("THING", " a, b c,")
    assert env.env_secrets("THING") == ["a", "b", "c"]


def test_a_refused_secret_is_not_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("THING", "swordfish")
    monkeypatch.setenv("THING_FILE", str(tmp_path / "missing"))
    with pytest.raises(SystemExit) as end:
        env.env_secret("THING")
    assert "swordfish" not in str(end.value)
