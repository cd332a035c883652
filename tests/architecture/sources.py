"""The tree as the architecture tests see it: Python files with their syntax."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("charts", "accounts", "jobs", "surveys", "deployments", "reports", "readiness")
PURE = (
    "surveys.sealing",
    "surveys.disclosure",
    "surveys.scoring",
    "surveys.comments",
    "surveys.instruments",
    "surveys.published",
    "surveys.tabulation",
    "deployments.intake",
    "deployments.sizing",
    "deployments.catalog",
    "charts",
    "reports.verdict",
)


@dataclass(frozen=True)
class Source:
    """One Python file: its path below the root and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        return self.path.split("/", maxsplit=1)[0]

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.path and not self.path.endswith("__init__.py")

    @property
    def is_pure(self) -> bool:
        return any(f"{self.module}.".startswith(f"{package}.") for package in PURE)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imported_modules(self) -> Iterator[tuple[int, str]]:
        yield from imported_modules(ast.walk(self.tree))

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Each call with the dotted name of what is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, dotted_name(node.func)


def imported_modules(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """Line and name of each module that the import statements among `nodes` load."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def dotted_name(node: ast.expr) -> str:
    """`models.ForeignKey` for that expression; names under something else begin with a dot."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted_name(node.value)}.{node.attr}"
    return ""


@cache
def room_sources() -> tuple[Source, ...]:
    """Every Python file of the rooms."""
    return tuple(source for room in ROOMS for source in _sources_below(room))


@cache
def sources_of_tests() -> tuple[Source, ...]:
    """Every Python file of the tests."""
    return tuple(_sources_below("tests"))


def _sources_below(folder: str) -> Iterator[Source]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
