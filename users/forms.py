"""Forms of the admin."""

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext

from common.errors import InvalidInput
from users import preferences
from users.models import MAX_TASTES, TASTE_LENGTH, UserProfile


class TastesField(SimpleArrayField):
    """A list of tastes, one per line: names of artists may hold commas."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self) -> None:
        child = forms.CharField(max_length=TASTE_LENGTH)
        super().__init__(child, delimiter="\n", max_length=MAX_TASTES, required=False)

    def to_python(self, value: Any) -> Any:
        """The lines that say something."""
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return super().to_python([line for line in lines if line.strip()])


class ProfileForm(forms.ModelForm):
    """The profile, held to the same rules as through the API."""

    favorite_genres = TastesField()
    favorite_artists = TastesField()
    moods = TastesField()

    class Meta:
        model = UserProfile
        fields = ["favorite_genres", "favorite_artists", "moods", "preferences"]

    def clean_preferences(self) -> dict[str, Any]:
        """An object whose known keys make sense; nothing stands for none."""
        entered = self.cleaned_data["preferences"] or {}
        if not isinstance(entered, dict):
            raise forms.ValidationError(gettext("Preferences are a JSON object."))
        try:
            preferences.check(entered)
        except InvalidInput as error:
            raise forms.ValidationError(error.detail["preferences"]) from None
        return entered
