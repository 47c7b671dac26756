"""Accounts, profiles, groups, tokens and failed log-ins in the admin."""

from users.admin.accounts import UserAdmin
from users.admin.failures import AccessFailureAdmin
from users.admin.groups import GroupAdmin
from users.admin.profiles import ProfileAdmin, ProfileInline
from users.admin.service_keys import ServiceKeyAdmin
from users.admin.tokens import BlacklistedTokenAdmin, OutstandingTokenAdmin

__all__ = [
    "AccessFailureAdmin",
    "BlacklistedTokenAdmin",
    "GroupAdmin",
    "OutstandingTokenAdmin",
    "ProfileAdmin",
    "ProfileInline",
    "ServiceKeyAdmin",
    "UserAdmin",
]
