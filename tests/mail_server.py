"""A mail server on loopback that keeps what it is sent."""

import email
import email.policy
import queue
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from devstack.process import free_port


class MailServer:
    """Takes any mail; ``next_to`` waits for one."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self._mails: queue.Queue[EmailMessage] = queue.Queue()
        self.port = free_port()
        self._controller = Controller(self, hostname=self.host, port=self.port)

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def settings(self) -> dict[str, str]:
        """What the service must be told to send its mail here."""
        return {"EMAIL_HOST": self.host, "EMAIL_PORT": str(self.port)}

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail."""
        content = envelope.original_content or b""
        mail = email.message_from_bytes(content, policy=email.policy.default)
        self._mails.put(mail)  # type: ignore[arg-type]
        return "250 Kept"

    def next_to(self, address: str, timeout: float = 30) -> EmailMessage:
        """The next mail to the address; queue.Empty if none comes in so many seconds."""
        while (mail := self._mails.get(timeout=timeout))["To"] != address:
            pass
        return mail
