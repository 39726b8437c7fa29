"""`wppush --help` imports these packages, and must not wait for what it does not use."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("package", ["wppush.source", "wppush.config"])
def test_importing_a_package_brings_nothing_heavy(package: str) -> None:
    code = f"import sys, {package}; print(sorted({{'pydantic', 'yaml', 'frontmatter', 'requests'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("package", ["wppush.source", "wppush.config"])
def test_all_that_is_promised_is_there(package: str) -> None:
    module = __import__(package, fromlist=["__all__"])
    assert module.__all__ == sorted(module.__all__, key=lambda name: (not name[0].isupper(), name))
    assert all(getattr(module, name) is not None for name in module.__all__)
    with pytest.raises(AttributeError):
        getattr(module, "nothing_of_the_kind")  # noqa: B009 - a type checker would rightly refuse the plain form
