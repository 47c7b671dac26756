"""How mail is sent: to a server, or, while developing, to standard output."""

from music_discovery_backend.env import env_choice, env_int, env_secret, env_str
from music_discovery_backend.settings.security import DEBUG

_BACKEND = "console" if DEBUG else "smtp"
EMAIL_BACKEND = f"django.core.mail.backends.{_BACKEND}.EmailBackend"
EMAIL_HOST = env_str("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env_int("EMAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env_str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env_secret("EMAIL_HOST_PASSWORD", fallback="")
_SECURITY = env_choice("EMAIL_SECURITY", "NONE", ("NONE", "STARTTLS", "TLS"))
EMAIL_USE_TLS = _SECURITY == "STARTTLS"
EMAIL_USE_SSL = _SECURITY == "TLS"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env_str("DEFAULT_FROM_EMAIL", "Music Discovery <no-reply@localhost>")
