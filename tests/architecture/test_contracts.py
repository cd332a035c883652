"""The import contracts of pyproject.toml cover every room and every pure package, and can fail."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import PURE, ROOMS, ROOT

CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_contracts_cover_every_room() -> None:
    assert sorted(CONFIGURATION["root_packages"]) == sorted(ROOMS)
    assert [contract["id"] for contract in CONFIGURATION["contracts"]] == [
        "rooms",
        "layers",
        "pure",
        "siblings",
        "selectors",
        "weasyprint",
    ]


def test_contract_of_purity_covers_every_pure_package() -> None:
    (pure,) = (c for c in CONFIGURATION["contracts"] if c["id"] == "pure")

    assert sorted(pure["source_modules"]) == sorted(PURE)


@pytest.mark.parametrize(
    ("contract", "module", "text"),
    [
        ("rooms", "accounts/asking.py", "import surveys"),
        ("rooms", "surveys/asking.py", "import deployments"),
        ("rooms", "reports/asking.py", "import readiness"),
        ("layers", "surveys/selectors.py", "import surveys.services"),
        ("layers", "surveys/services.py", "import surveys.tasks"),
        ("layers", "surveys/tasks.py", "import surveys.views"),
        ("pure", "surveys/scoring/means.py", "from django.utils import timezone"),
        ("pure", "reports/verdict.py", "import reports.models"),
        ("siblings", "surveys/scoring/loop.py", "import surveys.services"),
        ("selectors", "reports/services.py", "import surveys.models"),
        ("weasyprint", "reports/services.py", "import weasyprint"),
    ],
)
def test_contract_stops_the_import(tmp_path: Path, contract: str, module: str, text: str) -> None:
    _lay_out_empty_rooms(tmp_path)
    assert _broken_contracts(tmp_path, contract) == ""

    (tmp_path / module).write_text(f"{text}\n", encoding="utf-8")

    assert "BROKEN" in _broken_contracts(tmp_path, contract)


def _lay_out_empty_rooms(root: Path) -> None:
    """The rooms with one empty module each, and one import that closes a circle when returned."""
    layers = [f"surveys/{name}" for name in ("services", "tasks", "selectors", "models", "views")]
    modules = [*layers, "deployments/models", "reports/models", "reports/services"]
    for package in (*ROOMS, *PURE):
        folder = root / package.replace(".", "/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    for module in modules:
        (root / f"{module}.py").touch()
    verdict = root / "reports" / "verdict"
    (verdict / "__init__.py").unlink()
    verdict.rmdir()
    (root / "reports" / "verdict.py").touch()
    (root / "surveys" / "services.py").write_text("import surveys.scoring\n", encoding="utf-8")
    (root / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")


def _broken_contracts(root: Path, contract: str) -> str:
    """What the linter says about a broken contract; empty when it is kept."""
    finished = subprocess.run(
        [sys.executable, "-c", LINTER, "--no-logo", "--no-cache", "--contract", contract],
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 broken" in finished.stdout or "1 kept" in finished.stdout, (
        finished.stdout + finished.stderr
    )
    return finished.stdout if finished.returncode else ""
