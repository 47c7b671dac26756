"""Refresh tokens that expired."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken

from users import services

pytestmark = pytest.mark.django_db


def test_expired_tokens_are_forgotten_and_living_ones_kept(owner):
    RefreshToken.for_user(owner)
    living = OutstandingToken.objects.get()
    RefreshToken.for_user(owner)
    dead = OutstandingToken.objects.exclude(pk=living.pk)
    dead.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert services.purge_expired_tokens() == 1
    assert OutstandingToken.objects.get() == living
