"""Argon2 as the product hashes passwords with, but weak, so that it costs next to nothing."""

from django.contrib.auth.hashers import Argon2PasswordHasher

STRONG = "django.contrib.auth.hashers.Argon2PasswordHasher"
WEAK = "tests.passwords.WeakArgon2PasswordHasher"


class WeakArgon2PasswordHasher(Argon2PasswordHasher):
    """A tenth of a millisecond where the strong one takes a third of a second and 100 MB."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
