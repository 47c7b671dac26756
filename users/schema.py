"""What OpenAPI says of accounts and tokens beyond what the views show by themselves."""

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from common.schema import IF_MATCH, answers, explain
from users.resetting.serializers import ResetRequestSerializer, ResetSerializer
from users.serializers import UserSerializer
from users.service_keys.authentication import scope_needed
from users.token_serializers import LogoutSerializer, VerifySerializer

_CHANGED = answers({200: UserSerializer}, 400, 403, 404, 409, 412)
# Which sections there are beside these, the apps above say.
_SECTION = {"type": "array", "items": {"type": "object", "additionalProperties": {}}}
_EXPORT = {
    "type": "object",
    "description": "Each section is a list of rows.",
    "required": ["user_id", "exported_at", "account", "profile"],
    "properties": {
        "user_id": {"type": "integer"},
        "exported_at": {"type": "string", "format": "date-time"},
        "account": _SECTION,
        "profile": _SECTION,
    },
    "additionalProperties": _SECTION,
}


class BearerScheme(SimpleJWTScheme):
    """simplejwt's bearer tokens, as our own class checks them."""

    target_class = "users.authentication.RevocableJWTAuthentication"
    name = "bearer"


class ServiceKeyScheme(OpenApiAuthenticationExtension):
    """Keys of other backends; an operation takes them if it names a scope."""

    target_class = "users.service_keys.authentication.ServiceKeyAuthentication"
    name = "serviceKey"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Where the key stands."""
        about = "`Authorization: Api-Key KEY`, the key of another backend with the right scope."
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": about}

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[str]]]:
        """The scope that the operation takes; nothing where no key opens it."""
        scope = scope_needed(auto_schema.view, auto_schema.method)
        return [{self.name: [scope]}] if scope else []


class _Credentials(serializers.Serializer):
    """Name and password."""

    username = serializers.CharField()
    password = serializers.CharField()


class _Renewal(serializers.Serializer):
    """A refresh token."""

    refresh = serializers.CharField()


class _TokenPair(serializers.Serializer):
    """A short token for requests and a long one to renew it by."""

    access = serializers.CharField()
    refresh = serializers.CharField()


class _Nothing(serializers.Serializer):
    """An empty object."""


class _UserReplacement(UserSerializer):
    """An account as PUT takes it: the password stays unless one is sent."""

    def get_fields(self) -> dict[str, serializers.Field]:
        """As for an account that is there already."""
        fields = super().get_fields()
        fields["password"].required = False
        return fields


class _Taken(serializers.Serializer):
    """A request that was taken on."""

    message = serializers.CharField()


explain(
    "users.views.UserListView",
    get=extend_schema(summary="List the users (staff)"),
    post=extend_schema(summary="Sign up", responses=answers({201: UserSerializer}, 400, 409)),
)
explain(
    "users.views.UserDetailView",
    # 405: what stands in place of the id may be the name of a path that is only written to.
    get=extend_schema(summary="Read an account", responses=answers({200: UserSerializer}, 405)),
    put=extend_schema(
        summary="Replace an account",
        request=_UserReplacement,
        parameters=[IF_MATCH],
        responses=_CHANGED,
    ),
    patch=extend_schema(summary="Change an account", parameters=[IF_MATCH], responses=_CHANGED),
    delete=extend_schema(
        summary="Erase an account and all that belongs to it",
        parameters=[IF_MATCH],
        responses=answers({204: None}, 412),
    ),
)
explain(
    "users.resetting.views.PasswordResetView",
    post=extend_schema(
        summary="Ask for a link to a new password",
        request=ResetRequestSerializer,
        responses=answers({202: _Taken}),
    ),
)
explain(
    "users.resetting.views.PasswordResetConfirmView",
    post=extend_schema(
        summary="Set a new password by a mailed link",
        request=ResetSerializer,
        responses=answers({204: None}, 400),
    ),
)
explain(
    "users.exports.views.UserExportView",
    get=extend_schema(summary="Take away all that is kept about a user", responses={200: _EXPORT}),
)
explain(
    "users.token_views.TokenView",
    post=extend_schema(
        summary="Log in", request=_Credentials, responses=answers({200: _TokenPair}, 401)
    ),
)
explain(
    "users.token_views.TokenRefreshView",
    post=extend_schema(
        summary="Renew the tokens",
        request=_Renewal,
        responses=answers({200: _TokenPair}, 401),
    ),
)
explain(
    "users.token_views.TokenVerifyView",
    post=extend_schema(
        summary="Verify a token", request=VerifySerializer, responses=answers({200: _Nothing}, 401)
    ),
)
explain(
    "users.token_views.LogoutView",
    post=extend_schema(
        summary="Log out", request=LogoutSerializer, responses=answers({204: None}, 401)
    ),
)
