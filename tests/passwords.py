"""The product's password hash at its least cost: in full it takes a fifth of a second, and tests make thousands."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 8
    parallelism = 1
