"""A user as JSON."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext
from rest_framework import serializers

from users import services
from users.models import MAX_TASTES, TASTE_LENGTH, User, UserProfile
from users.preferences import merged


class TasteListField(serializers.ListField):
    """At most 50 short strings: trimmed, without repeats however they are written."""

    child = serializers.CharField(max_length=TASTE_LENGTH)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TASTES, required=False, **kwargs)

    def to_internal_value(self, data: Any) -> list[str]:
        """Keep the first of each and its spelling."""
        words = super().to_internal_value(data)
        return list({word.casefold(): word for word in reversed(words)}.values())[::-1]


class ProfileSerializer(serializers.ModelSerializer):
    """Tastes and preferences."""

    favorite_genres = TasteListField()
    favorite_artists = TasteListField()
    moods = TasteListField()
    preferences = serializers.DictField(required=False)

    class Meta:
        model = UserProfile
        fields = [
            "favorite_genres",
            "favorite_artists",
            "moods",
            "preferences",
            "created_at",
            "updated_at",
        ]


# What PUT makes of what it does not name.
_EMPTY_ACCOUNT: Mapping[str, Any] = {"first_name": "", "last_name": ""}
_EMPTY_PROFILE: Mapping[str, Any] = {
    "favorite_genres": [],
    "favorite_artists": [],
    "moods": [],
    "preferences": {},
}


MAX_PASSWORD = 128

# A password must not resemble these.
_PERSONAL = ("username", "email", "first_name", "last_name")


class UserSerializer(serializers.ModelSerializer):
    """An account with its profile. Changing a password takes ``current_password``."""

    password = serializers.CharField(
        write_only=True, max_length=MAX_PASSWORD, trim_whitespace=False, required=False
    )
    current_password = serializers.CharField(
        write_only=True, max_length=MAX_PASSWORD, trim_whitespace=False, required=False
    )
    profile = ProfileSerializer(required=False)

    class Meta:
        model = User
        fields = [
            "id",
            "username",
            "email",
            "password",
            "current_password",
            "first_name",
            "last_name",
            "profile",
            "created_at",
            "updated_at",
        ]
        extra_kwargs = {"email": {"required": True, "allow_blank": False}}

    def get_fields(self) -> dict[str, Any]:
        """Only sign-up must bring a password."""
        fields = super().get_fields()
        fields["password"].required = self.instance is None
        return fields

    def validate_email(self, value: str) -> str:
        """Addresses are compared without case."""
        others = User.objects.all()
        if self.instance is not None:
            others = others.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=value).exists():
            raise serializers.ValidationError(
                gettext("A user with that email already exists."), "unique"
            )
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A password must be good, and proved when it is changed."""
        if "password" in attrs:
            self._check_password(attrs)
        return attrs

    def create(self, validated_data: dict[str, Any]) -> User:
        """Register the user."""
        account, password, profile = self._parts(validated_data)
        return services.register(account, str(password), profile)

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        """Change the user: PUT replaces all but the password, PATCH changes what it names."""
        account, password, profile = self._parts(validated_data)
        if not self.partial:
            account = {**_EMPTY_ACCOUNT, **account}
            profile = {**_EMPTY_PROFILE, **profile}
        elif "preferences" in profile:
            profile["preferences"] = merged(instance.profile.preferences, profile["preferences"])
        proved = self._is_trusted(instance)
        return services.update_user(instance, account, password, profile, proved=proved)

    def _check_password(self, attrs: dict[str, Any]) -> None:
        user = self.instance or User(**{name: attrs.get(name, "") for name in _PERSONAL})
        try:
            validate_password(attrs["password"], user)
        except DjangoValidationError as error:
            raise serializers.ValidationError({"password": error.messages}) from None
        if self.instance is not None and not self._is_trusted(self.instance):
            raise serializers.ValidationError(
                {"current_password": [gettext("Changing the password takes the current one.")]}
            )

    def _is_trusted(self, user: User) -> bool:
        """Whether the caller has proved the account's password, or is staff and it is another's."""
        caller = self.context["request"].user
        return self.context["password_proved"] or (caller.is_staff and caller.pk != user.pk)

    @staticmethod
    def _parts(data: dict[str, Any]) -> tuple[dict[str, Any], str | None, dict[str, Any]]:
        data = dict(data)
        data.pop("current_password", None)
        profile = dict(data.pop("profile", {}))
        return data, data.pop("password", None), profile
