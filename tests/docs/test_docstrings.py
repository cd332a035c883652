"""The worked examples in the docstrings of every room are true."""

import doctest
import importlib

import pytest

from tests.architecture.sources import room_sources

WITH_EXAMPLES = [source.module for source in room_sources() if "    >>> " in source.text]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_worked_examples_hold(name: str) -> None:
    told = doctest.testmod(importlib.import_module(name))

    assert told.attempted > 0
    assert told.failed == 0
