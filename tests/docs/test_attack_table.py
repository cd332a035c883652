"""The table of attacks lists every id, and says of none that it is tested when it is not."""

import re

from tests.docs.pages import ROOT, page

ROWS = {row[0]: row for row in page("explanation/anonymity.md").rows() if row[0].startswith("AT-")}


def test_every_attack_of_the_protocol_has_a_row() -> None:
    assert list(ROWS) == [f"AT-{number:02}" for number in range(1, 40)]


def test_rows_name_the_file_that_holds_their_test() -> None:
    wrong = []
    for attack, row in ROWS.items():
        named = re.fullmatch(r"\[test_\w+\.py\]\(\.\./\.\./(tests/[\w/]+\.py)\)", row[3])
        function = f"def test_{attack.lower().replace('-', '_')}_"
        holding = {
            str(path.relative_to(ROOT))
            for path in (ROOT / "tests").rglob("test_*.py")
            if function in path.read_text(encoding="utf-8")
        }
        if named is None and row[3] == "not yet":
            continue
        if named is None or named[1] not in holding:
            wrong.append((attack, row[3], holding))
    assert wrong == []
