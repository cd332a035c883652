from pathlib import Path

from surveys.scoring.method_page import render_methods

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "scoring_methods.md"


def test_page_of_methods_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_methods()
