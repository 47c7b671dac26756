"""``python -m devstack.manage COMMAND``: manage.py on the data that ``make run`` keeps.

It joins a ``make run`` that is under way; otherwise PostgreSQL and Redis run as long as it does.
"""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator

from devstack.development import DevelopmentStack
from devstack.folder import PROJECT, FolderInUse
from devstack.process import StartFailed


def main() -> int:
    """Run the command in the foreground and return its exit status."""
    # Ctrl-C is the command's: a shell, for one, lives on. (Ignoring it would be inherited.)
    signal.signal(signal.SIGINT, lambda *_: None)
    command = [sys.executable, "manage.py", *sys.argv[1:]]
    try:
        with _environment() as environment:
            return subprocess.run(command, cwd=PROJECT, env=environment).returncode
    except StartFailed as failure:
        print(failure)
        return 1


@contextlib.contextmanager
def _environment() -> Iterator[dict[str, str]]:
    stack = DevelopmentStack(parts=())
    with contextlib.ExitStack() as running:
        try:
            running.enter_context(stack)
        except FolderInUse:
            yield stack.published_environment()
        else:
            yield stack.environment


if __name__ == "__main__":
    sys.exit(main())
