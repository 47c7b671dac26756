"""Debian's real Nginx under our nginx.conf, on free ports and below a folder of its own."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from devstack.process import Child, accepts_connections, free_port
from tests.settings_source import PROJECT

CONFIGURATION = (PROJECT / "nginx.conf").read_text()


def nginx_program() -> str | None:
    """Where Nginx is; Debian keeps it off an ordinary user's PATH."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def self_signed(folder: Path) -> Path:
    """The folder, with a key and a certificate for localhost that nobody vouches for."""
    names = ("-keyout", "privkey.pem", "-out", "fullchain.pem", "-subj", "/CN=localhost")
    new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    subprocess.run(
        ["openssl", "req", "-x509", *new_key, *names], cwd=folder, check=True, capture_output=True
    )
    return folder


class NginxServer:
    """Our nginx.conf with this folder and these ports in place of the container's.

    ``tls`` enables the lines kept ready for it, with the certificate in the folder.
    """

    def __init__(self, folder: Path, web_port: int, *, tls: bool = False) -> None:
        self.folder = folder
        self.port, self.tls_port = free_port(), free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.tls_url = f"https://127.0.0.1:{self.tls_port}"
        self.static = folder / "static"
        self.static.mkdir()
        (folder / "servers").write_text(f"server 127.0.0.1:{web_port};\n")
        self._file = folder / "nginx.conf"
        self._file.write_text(self._adapted(tls))
        # Started by root, its workers would be nobody's, who may not look into our folders.
        user = " user root;" if os.geteuid() == 0 else ""
        command = [nginx_program(), "-c", self._file, "-g", f"daemon off;{user}"]
        self._child = Child(
            "Nginx",
            command,
            log=folder / "nginx.log",
            ready=lambda: accepts_connections(self.port),
        )

    @property
    def check(self) -> list[str]:
        """The command by which Nginx judges this configuration."""
        return [*self._child.command, "-t"]

    def logged(self, request_id: str) -> str:
        """The line of the access log about a request, which is written after its answer."""
        end = time.monotonic() + 10
        mark = f'"request_id":"{request_id}"'
        while time.monotonic() < end:
            lines = (self.folder / "access.log").read_text().splitlines()
            if found := [line for line in lines if mark in line]:
                return found[0]
            time.sleep(0.02)
        raise AssertionError(f"Nginx logged no request {request_id}")

    def __enter__(self) -> "NginxServer":
        self._child.start()
        self._child.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._child.stop()

    def _adapted(self, tls: bool) -> str:
        text = CONFIGURATION.replace("#tls ", "") if tls else CONFIGURATION
        places = {
            "/tmp/": f"{self.folder}/",  # noqa: S108 - a path to be replaced
            "/run/web/": f"{self.folder}/",
            "/srv/static/": f"{self.static}/",
            "/etc/nginx/tls/": f"{self.folder}/",
            "/dev/stdout": f"{self.folder}/access.log",
            "/dev/stderr": f"{self.folder}/error.log",
            "listen 80 ": f"listen 127.0.0.1:{self.port} ",
            "listen 443 ": f"listen 127.0.0.1:{self.tls_port} ",
        }
        for ours, theirs in places.items():
            assert ours in CONFIGURATION, f"nginx.conf has no {ours} any more"
            text = text.replace(ours, theirs)
        return text
