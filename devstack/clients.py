"""``python -m devstack.clients [FOLDER]``: make the API's clients from docs/openapi.yaml.

FOLDER is ``clients/`` unless given; what is made there is not committed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devstack.folder import PROJECT

SCHEMA = PROJECT / "docs" / "openapi.yaml"


def main(arguments: list[str]) -> int:
    """Make both; 0. Raises CalledProcessError when a generator fails or warns."""
    folder = Path(arguments[0]) if arguments else PROJECT / "clients"
    make_python(folder / "python")
    print(f"Python: {folder / 'python' / 'music_discovery_client'}")
    if shutil.which("npm") is None:
        print("npm is missing: no TypeScript client.")
        return 0
    make_typescript(folder / "typescript")
    print(f"TypeScript: {folder / 'typescript' / 'dist'}")
    return 0


def make_python(folder: Path) -> None:
    """The package ``music_discovery_client`` in ``folder``, which holds ``config.yaml``."""
    bin_folder = Path(sys.executable).parent
    path = {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}  # it calls ruff by name
    command = ["generate", "--overwrite", "--fail-on-warning", "--meta", "none"]
    command += ["--path", str(SCHEMA), "--config", str(folder / "config.yaml")]
    command += ["--output-path", str(folder / "music_discovery_client")]
    _run([str(bin_folder / "openapi-python-client"), *command], folder, path)


def make_typescript(folder: Path) -> None:
    """Types and JavaScript in ``folder``, which holds ``package.json`` and ``src/client.ts``."""
    _run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
    types = ["--output", "src/schema.ts"]
    _run([_installed(folder, "openapi-typescript"), str(SCHEMA), *types], folder)
    _run([_installed(folder, "tsc")], folder)


def _installed(folder: Path, program: str) -> str:
    return str(folder / "node_modules" / ".bin" / program)


def _run(command: list[str], folder: Path, more: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **(more or {})}, capture_output=True, text=True
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        done.check_returncode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
