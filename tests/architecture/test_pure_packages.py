"""Pure packages compute from what they are given: no framework, no clock, no hidden randomness."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.sources import PURE, ROOT, Source, room_sources

FRAMEWORKS = ("django", "rest_framework", "celery", "kombu", "redis", "weasyprint", "readiness")
CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")

IMPORT_WITH_FRAMEWORKS_BLOCKED = """
import importlib, importlib.abc, sys

class Wall(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in set(sys.argv[1].split(",")):
            raise ImportError("a pure package reaches " + name)

sys.meta_path.insert(0, Wall())
for module in sys.argv[2:]:
    importlib.import_module(module)
"""


def hidden_inputs(source: Source) -> Iterator[str]:
    """Reads of the clock, the environment or an unseeded generator."""
    for call, name in source.calls():
        if name.endswith(CLOCKS):
            yield f"{source.path}:{call.lineno}: {name}; take the moment as an argument."
        if name.endswith("random.default_rng") and not call.args and not call.keywords:
            yield f"{source.path}:{call.lineno}: {name} without a seed; take it as an argument."
        if name.startswith("random.") and name != "random.SystemRandom":
            yield f"{source.path}:{call.lineno}: {name}; take a seeded generator as an argument."
    for line, module in source.imported_modules():
        if module == "random" and "surveys/sealing/" not in source.path:
            yield f"{source.path}:{line}: random; only sealing draws from the system."
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
            yield f"{source.path}:{node.lineno}: environment; take the value as an argument."


def import_behind_the_wall(*modules: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", IMPORT_WITH_FRAMEWORKS_BLOCKED, ",".join(FRAMEWORKS), *modules],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_pure_packages_have_no_hidden_inputs() -> None:
    pure = [source for source in room_sources() if source.is_pure]

    assert [fault for source in pure for fault in hidden_inputs(source)] == []


@pytest.mark.slow
def test_pure_packages_import_with_the_frameworks_blocked() -> None:
    modules = [source.module for source in room_sources() if source.is_pure]
    assert {
        name for name in PURE if not any(f"{m}.".startswith(f"{name}.") for m in modules)
    } == set()

    finished = import_behind_the_wall(*modules)

    assert finished.returncode == 0, finished.stderr


def test_wall_stops_a_module_that_reaches_django() -> None:
    finished = import_behind_the_wall("jobs.models")

    assert finished.returncode == 1
    assert "a pure package reaches django" in finished.stderr


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\ndatetime.datetime.now()",
        "dt.date.today()",
        "time.time()",
        "np.random.default_rng()",
        "import random",
        "os.environ['X']",
    ],
)
def test_hidden_input_is_named_once(text: str) -> None:
    assert len(list(hidden_inputs(Source("surveys/scoring/made_up.py", text)))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("surveys/scoring/made_up.py", "np.random.default_rng(seed)"),
        ("surveys/sealing/made_up.py", "import random\nrandom.SystemRandom().shuffle(rows)"),
    ],
)
def test_seeded_generator_and_system_source_are_allowed(path: str, text: str) -> None:
    assert list(hidden_inputs(Source(path, text))) == []
