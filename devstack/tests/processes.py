"""What runs on this machine."""

from pathlib import Path


def processes_of(folder: Path) -> list[str]:
    """The command lines of processes that run in a folder or on data in it."""
    return [
        command for process in Path("/proc").glob("[0-9]*") if (command := _of(process, folder))
    ]


def _of(process: Path, folder: Path) -> str:
    try:
        command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        inside = str(folder) in command or (process / "cwd").readlink().is_relative_to(folder)
    except OSError:
        return ""  # it has ended, or is a kernel's or another user's
    return command if inside else ""
