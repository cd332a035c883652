"""Functions fit on a screen, modules and templates stay small enough to be read whole."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, Source, room_sources, sources_of_tests

FUNCTION_LINES_MAX = 50
MODULE_LINES_MAX = 399
TEMPLATE_LINES_MAX = 149


def long_functions(source: Source) -> Iterator[str]:
    for function in source.functions():
        first, last = function.body[0], function.body[-1]
        lines = (function.end_lineno or last.lineno) - function.lineno + 1
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            lines -= (first.end_lineno or first.lineno) - first.lineno + 1  # explaining is free
        if lines > FUNCTION_LINES_MAX:
            yield (
                f"{source.path}:{function.lineno}: {function.name} has {lines} lines without its "
                f"docstring; split it by meaning, at most {FUNCTION_LINES_MAX}."
            )


def long_modules(source: Source) -> Iterator[str]:
    lines = len(source.text.splitlines())
    if lines > MODULE_LINES_MAX:
        yield f"{source.path}: {lines} lines; split it by meaning, at most {MODULE_LINES_MAX}."


def long_templates(path: Path) -> Iterator[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > TEMPLATE_LINES_MAX:
        yield f"{path}: {lines} lines; move a part to components/, at most {TEMPLATE_LINES_MAX}."


def test_functions_fit_on_a_screen() -> None:
    written = [s for s in (*room_sources(), *sources_of_tests()) if not s.is_migration]

    assert [fault for source in written for fault in long_functions(source)] == []


def test_modules_stay_below_400_lines() -> None:
    written = [s for s in (*room_sources(), *sources_of_tests()) if not s.is_migration]

    assert [fault for source in written for fault in long_modules(source)] == []


def test_templates_stay_below_150_lines() -> None:
    templates = sorted((ROOT / "templates").rglob("*.*"))

    assert [fault for path in templates for fault in long_templates(path)] == []


def test_function_of_51_lines_is_named_and_one_of_50_is_not() -> None:
    body = "    x = 1\n"
    fitting = Source("surveys/made_up.py", "def fits():\n" + body * 49)
    long = Source("surveys/made_up.py", "def grows():\n" + body * 50)
    explained = Source(
        "surveys/made_up.py", 'def told():\n    """One.\n\n    Two.\n    """\n' + body * 49
    )

    assert list(long_functions(fitting)) == []
    assert list(long_functions(explained)) == []
    assert [fault.split(";")[0] for fault in long_functions(long)] == [
        "surveys/made_up.py:1: grows has 51 lines without its docstring"
    ]


def test_module_of_400_lines_is_named() -> None:
    assert list(long_modules(Source("surveys/made_up.py", "x = 1\n" * 399))) == []
    assert len(list(long_modules(Source("surveys/made_up.py", "x = 1\n" * 400)))) == 1


def test_template_of_150_lines_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.html"

    page.write_text("<p>\n" * 149, encoding="utf-8")
    assert list(long_templates(page)) == []
    page.write_text("<p>\n" * 150, encoding="utf-8")
    assert len(list(long_templates(page))) == 1
