"""All settings, read from the environment; ``.env.example`` explains each variable."""

from music_discovery_backend.env import load_env_file

load_env_file()  # before the modules below read the environment

from music_discovery_backend.settings.accounts import *
from music_discovery_backend.settings.admin import *
from music_discovery_backend.settings.core import *
from music_discovery_backend.settings.data import *
from music_discovery_backend.settings.logs import *
from music_discovery_backend.settings.mail import *
from music_discovery_backend.settings.music import *
from music_discovery_backend.settings.rest import *
from music_discovery_backend.settings.security import *
