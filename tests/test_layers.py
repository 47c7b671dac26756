"""What the import contract cannot say about the layers."""

import pytest
from django.apps import apps


@pytest.mark.parametrize("package", ["common", "spotify", "listenbrainz"])
def test_plain_packages_hold_no_models(package):
    assert [model for model in apps.get_models() if model.__module__.startswith(package)] == []
