"""Serving does not pay for what only training needs."""

import subprocess
import sys

_PROBE = """
import sys
import recommendations.learning.{module}
print(sorted({{"numpy", "scipy", "django"}} & set(sys.modules)))
"""


def _loaded_by(module: str) -> str:
    probe = [sys.executable, "-c", _PROBE.format(module=module)]
    return subprocess.run(probe, capture_output=True, text=True, check=True).stdout.strip()


def test_serving_loads_no_numerical_package_and_no_framework() -> None:
    assert _loaded_by("discovery") == _loaded_by("feedback") == _loaded_by("scoring") == "[]"


def test_training_loads_no_framework() -> None:
    assert _loaded_by("neighbours") == "['numpy', 'scipy']"
