"""The worked examples in the docstrings of the package are true."""

import doctest
import importlib
import pkgutil

import pytest

from surveys import scoring

MODULES = sorted(module.name for module in pkgutil.iter_modules(scoring.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_hold(name: str) -> None:
    module = importlib.import_module(f"surveys.scoring.{name}")

    failed = doctest.testmod(module).failed

    assert failed == 0
