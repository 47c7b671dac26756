"""What docker/redis.conf says."""

import re

from tests.settings_source import PROJECT

FILE = PROJECT / "docker" / "redis.conf"
DIRECTIVES = dict(
    line.split(" ", 1)
    for line in FILE.read_text().splitlines()
    if re.match(r"[a-z]", line) and not line.startswith("rename-command ")
)
RENAMED = set(re.findall(r'^rename-command (\w+) ""$', FILE.read_text(), re.MULTILINE))
