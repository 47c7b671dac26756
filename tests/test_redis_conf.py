"""The real Redis under docker/redis.conf, but for its port and folder."""

import time

import pytest
from redis import Redis, ResponseError

from devstack.redis_server import RedisServer
from tests.redis_conf import FILE, RENAMED


class ConfiguredRedis(RedisServer):
    """Starts as the container does: by the file, and what the place asks for."""

    def _arguments(self):
        place = ("--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder))
        return [str(FILE), *place]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with ConfiguredRedis(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture
def redis(server):
    with Redis(port=server.port) as client:
        yield client


def test_it_starts_and_forgets_nothing_when_it_is_full(redis):
    memory = redis.info("memory")
    assert memory["maxmemory_policy"] == "noeviction"
    assert memory["maxmemory"] == 192 * 1024 * 1024


def test_what_was_written_is_there_after_a_crash(server, redis):
    redis.lpush("celery", "a task")
    time.sleep(1.5)  # it promises a second
    server.kill()
    server.start()
    assert redis.lrange("celery", 0, -1) == [b"a task"]


@pytest.mark.parametrize("command", sorted(RENAMED))
def test_what_could_empty_it_is_switched_off(redis, command):
    with pytest.raises(ResponseError, match="unknown command"):
        redis.execute_command(command)
