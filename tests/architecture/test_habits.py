"""Habits that a linter does not know: names, signals, hidden imports, logic in save()."""

import ast
import itertools
from collections.abc import Iterator

import pytest

from tests.architecture.sources import (
    ROOMS,
    Source,
    dotted_name,
    imported_modules,
    room_sources,
    sources_of_tests,
)

EMPTY_NAMES = frozenset(
    {"common", "functions", "helper", "helpers", "misc", "stuff", "util", "utils"}
)
SIGNAL_MODULES = ("django.db.models.signals", "django.dispatch")


def nameless_modules(source: Source) -> Iterator[str]:
    for part in source.module.split("."):
        if part in EMPTY_NAMES or part.split("_")[-1] in EMPTY_NAMES:
            yield f"{source.path}: {part!r} says nothing; name the file for what is in it."


def signals(source: Source) -> Iterator[str]:
    for line, module in source.imported_modules():
        if module.startswith(SIGNAL_MODULES):
            yield f"{source.path}:{line}: {module}; call the service that has to act instead."


def hidden_imports(source: Source) -> Iterator[str]:
    """Imports of our own packages inside functions, which hide a cycle from the contracts."""
    for function in source.functions():
        for line, module in imported_modules(ast.walk(function)):
            if module.split(".")[0] in ROOMS:
                yield f"{source.path}:{line}: {module} in {function.name}; import it at the top."
    for call, name in source.calls():
        if name.endswith(("import_module", "import_string")) and _names_a_room(call):
            yield f"{source.path}:{call.lineno}: import by text; import the module at the top."


def looked_up_models(source: Source) -> Iterator[str]:
    for call, name in source.calls():
        if name.endswith("apps.get_model") and not source.is_migration:
            yield f"{source.path}:{call.lineno}: apps.get_model; ask the room's selectors."


def logic_in_save(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and any(_is_model(base) for base in node.bases):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete"}:
                    yield (
                        f"{source.path}:{method.lineno}: {node.name}.{method.name}; "
                        "write a service, which bulk operations cannot bypass."
                    )


def _is_model(base: ast.expr) -> bool:
    return dotted_name(base).split(".")[-1] in {"Model", "QuerySet", "Manager", "AbstractUser"}


def _names_a_room(call: ast.Call) -> bool:
    return any(
        isinstance(argument, ast.Constant) and str(argument.value).split(".")[0] in ROOMS
        for argument in call.args
    )


RULES = (nameless_modules, signals, hidden_imports, looked_up_models, logic_in_save)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rooms_keep_the_habit(rule: object) -> None:
    assert callable(rule)

    assert list(itertools.chain.from_iterable(map(rule, room_sources()))) == []


def test_test_modules_have_telling_names() -> None:
    assert [fault for source in sources_of_tests() for fault in nameless_modules(source)] == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (nameless_modules, "surveys/utils.py", ""),
        (nameless_modules, "surveys/date_helpers.py", ""),
        (nameless_modules, "surveys/common/dates.py", ""),
        (signals, "surveys/models.py", "from django.db.models.signals import post_save"),
        (signals, "surveys/models.py", "from django.dispatch import receiver"),
        (hidden_imports, "surveys/a.py", "def f():\n    from reports import charts"),
        (hidden_imports, "surveys/a.py", "def f():\n    if x:\n        import surveys.models"),
        (hidden_imports, "surveys/a.py", "importlib.import_module('charts')"),
        (looked_up_models, "surveys/a.py", "apps.get_model('reports', 'Report')"),
        (logic_in_save, "surveys/models.py", "class Wave(models.Model):\n    def save(self): ..."),
    ],
)
def test_broken_habit_is_named_once(rule: object, path: str, text: str) -> None:
    assert callable(rule)

    assert len(list(rule(Source(path, text)))) == 1


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (nameless_modules, "surveys/commonality.py", ""),
        (hidden_imports, "surveys/a.py", "import surveys.models\ndef f():\n    import json"),
        (looked_up_models, "surveys/migrations/0002_x.py", "apps.get_model('surveys', 'Wave')"),
        (logic_in_save, "surveys/keys.py", "class Store:\n    def save(self): ..."),
    ],
)
def test_neighboring_habit_is_allowed(rule: object, path: str, text: str) -> None:
    assert callable(rule)

    assert list(rule(Source(path, text))) == []
