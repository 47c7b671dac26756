"""What the endpoints of a forgotten password take."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers

from users import services


class ResetRequestSerializer(serializers.Serializer):
    """The address of an account, if there is one."""

    email = serializers.EmailField(max_length=254)


class ResetSerializer(serializers.Serializer):
    """What the mail holds, and the new password."""

    uid = serializers.CharField(max_length=18)
    token = serializers.CharField(max_length=100)
    new_password = serializers.CharField(max_length=128, trim_whitespace=False)

    def save(self, **kwargs: Any) -> None:
        """Set the password for ``client``; a ValidationError names what is wrong with a weak one.

        Raises BadResetToken.
        """
        try:
            services.reset_password(**self.validated_data, client=kwargs["client"])
        except DjangoValidationError as error:
            raise serializers.ValidationError({"new_password": error.messages}) from None
