"""Every link of the documentation leads somewhere, and every page can be reached."""

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Page, all_pages, anchor

OUTSIDE = ("https://", "http://", "mailto:")


def dead_links(page: Page) -> list[str]:
    """Links to files that are not there, or to headings that are not in them."""
    dead = []
    for link in page.links:
        if link.startswith(OUTSIDE):
            continue
        place, _, heading = link.partition("#")
        target = (page.path.parent / place).resolve() if place else page.path
        is_dead = not target.exists() or (heading and heading not in Page(target).anchors)
        if is_dead:
            dead.append(link)
    return dead


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: str(page.path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Page) -> None:
    assert dead_links(page) == []


def test_dead_links_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        "# A heading\n[a](gone.md) [b](page.md#a-heading) [c](#no-heading) ![d](gone.png)\n"
        "```\n[e](in_code.md)\n```\n",
        encoding="utf-8",
    )

    assert dead_links(Page(path)) == ["gone.md", "#no-heading", "gone.png"]


def test_headings_are_named_as_github_names_them() -> None:
    assert anchor("`[[import.columns]]`") == "importcolumns"


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md", ROOT / "CHANGELOG.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        for link in Page(path).links:
            if not link.startswith(OUTSIDE):
                target = (path.parent / link.partition("#")[0]).resolve()
                waiting += [target / "README.md"] if (target / "README.md").exists() else [target]

    assert {page.path for page in all_pages()} - reached == set()
