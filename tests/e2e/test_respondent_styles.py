"""The style sheet of respondents' pages is one of its own: it has to know every part they use."""

import re
from pathlib import Path

import pytest

from tests.e2e.browsing import ROOT

CLASS = re.compile(r'class="([^"]*)"')
TEMPLATE_CODE = re.compile(r"{[%{].*?[%}]}")
PAGES = sorted((ROOT / "templates" / "respond").glob("*.html"))


def classes_of(page: Path) -> set[str]:
    """The classes that a template writes out whole."""
    written = CLASS.findall(page.read_text("utf-8"))
    names = {name for names in written for name in TEMPLATE_CODE.sub(" ", names).split()}
    return {name for name in names if not name.endswith("-")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_class_of_a_respondents_page_is_in_its_style_sheet(
    static_root: None, page: Path
) -> None:
    css = (ROOT / "frontend" / "dist" / "respondent.css").read_text("utf-8").replace("\\", "")

    unknown = {
        name for name in classes_of(page) if not re.search(rf"\.{re.escape(name)}(?![\w-])", css)
    }

    assert unknown == set()
