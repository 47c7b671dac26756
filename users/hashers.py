"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id as OWASP's Password Storage Cheat Sheet has it: 19 MiB, 2 passes, 1 lane.

    Django's own defaults (100 MiB, 8 lanes) take eight times the CPU time, a quarter of a second,
    and let a handful of sign-ups at once stop a small server.
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
