"""The worked examples in the docstrings of the calculators hold."""

import doctest
import importlib
import pkgutil

import pytest

import deployments.intake
import deployments.sizing

MODULES = sorted(
    module.name
    for package in (deployments.sizing, deployments.intake)
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
