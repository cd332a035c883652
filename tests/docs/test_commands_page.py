"""Every command of ours has an example, and every option in an example exists."""

import re
import shlex
from collections.abc import Iterator

import pytest
from django.core.management import get_commands, load_command_class

from tests.docs.pages import ROOT, all_pages, page

ROOMS = ("accounts", "jobs", "surveys", "deployments", "reports", "readiness")
COMMANDS = {name: app for name, app in get_commands().items() if app in ROOMS}


def calls() -> Iterator[tuple[str, str]]:
    """Page and words of each call of a command of ours, anywhere in the documentation."""
    for found in all_pages():
        text = re.sub(r"\\\n\s*", "", found.text)
        for call in re.findall(r"(?:\./run manage|manage\.py) (\w+[^`\n]*)", text):
            words = call.partition("#")[0].rstrip()
            if words.split()[0] in COMMANDS:
                yield str(found.path.relative_to(ROOT)), words


def test_every_command_has_an_example() -> None:
    told = {
        row[0].strip("`"): row[2]
        for row in page("reference/commands.md").rows()
        if row[0].strip("`") in COMMANDS
    }

    assert sorted(told) == sorted(COMMANDS)
    assert [name for name, example in told.items() if f"./run manage {name}" not in example] == []


@pytest.mark.parametrize(("place", "call"), sorted(set(calls())))
def test_options_of_examples_exist(place: str, call: str) -> None:
    name, *words = shlex.split(call, posix=True)
    parser = load_command_class(COMMANDS[name], name).create_parser("manage.py", name)
    known = {option for action in parser._actions for option in action.option_strings}

    unknown = [word for word in words if word.startswith("--") and word not in known]

    assert unknown == [], place
