"""The page of settings names exactly the variables that are read, with their policy numbers."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import room_sources
from tests.docs.pages import ROOT, page

COMPOSE_ALONE = {"READINESS_PORT"}
TESTS_ALONE = {"READINESS_TEST_DATABASE"}
READER = re.compile(r"environment\.(?!database\b)\w+")


def variables_read() -> Iterator[str]:
    """Names that the code hands to `readiness.environment` as text."""
    for source in room_sources():
        for call, called in source.calls():
            if READER.fullmatch(called) and isinstance(call.args[0], ast.Constant):
                yield f"READINESS_{call.args[0].value}"


def documented() -> list[str]:
    return [name for name in page("reference/settings.md").first_cells() if "READINESS_" in name]


def policy_numbers() -> dict[str, str]:
    """Constants of the settings, by name, as they are written."""
    (settings,) = (source for source in room_sources() if source.module == "readiness.settings")
    return {
        target.id: ast.get_source_segment(settings.text, node.value) or ""
        for node in settings.tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def test_every_variable_is_documented_once() -> None:
    assert sorted(documented()) == sorted({*variables_read()} | COMPOSE_ALONE | TESTS_ALONE)


@pytest.mark.parametrize("file", ["docker-compose.yml", ".env.example"])
def test_deployment_files_name_real_settings(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    named = {name.removesuffix("_FILE") for name in re.findall(r"READINESS_[A-Z_]+", text)}

    assert named - {*variables_read()} - COMPOSE_ALONE == set()


def test_variables_of_the_environment_file_reach_the_containers() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    offered = set(re.findall(r"^(READINESS_[A-Z_]+)=", example, re.MULTILINE))

    assert offered == set(re.findall(r"\$\{(READINESS_[A-Z_]+)", compose))


def test_policy_numbers_are_those_of_the_settings() -> None:
    told = {
        row[0].strip("`"): row[1]
        for row in page("reference/settings.md").rows()
        if re.fullmatch(r"`[A-Z_]+`", row[0]) and "READINESS_" not in row[0]
    }

    written = policy_numbers()

    assert told
    assert told == {name: written[name] for name in told}
