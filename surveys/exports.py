"""All published figures of a wave as one long table, for a spreadsheet or a statistics program."""

from pathlib import Path

import pandas as pd

from surveys.models import Cell, Release

COLUMNS = {
    "statistic": "statistic",
    "subject": "subject",
    "reporting_dimension": "group_by",
    "level": "group",
    "category": "category",
    "respondents": "respondents",
    "weighting": "weighting",
    "value": "value",
    "low": "low",
    "high": "high",
    "n": "n",
    "bound": "bound",
    "withheld": "withheld",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TEXT_COLUMNS = ("subject", "group_by", "group", "category")


def figure_table(release: Release) -> pd.DataFrame:
    """Every cell of the cube, one per row.

    `value`, `low` and `high` are in the unit of the statistic: points 0..100, shares 0..1, or
    counts. `bound` says whether a value is exact or the edge of a band; where `withheld` names a
    reason there is no value. Texts that a spreadsheet would run as a formula begin with an
    apostrophe.
    """
    rows = Cell.objects.filter(release=release).order_by(
        "statistic", "subject", "reporting_dimension", "level", "category", "pk"
    )
    table = pd.DataFrame.from_records(rows.values(*COLUMNS), columns=list(COLUMNS))
    table = table.rename(columns=COLUMNS).astype({"n": "Int64"})
    for name in TEXT_COLUMNS:
        table[name] = table[name].map(_harmless)
    return table


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write CSV (UTF-8 with its mark, as spreadsheets expect) or XLSX, by the file's ending.

    Raises
    ------
    ValueError
        The ending is another one.
    """
    if path.suffix == ".xlsx":
        table.to_excel(path, index=False, sheet_name="figures", freeze_panes=(1, 0))
    elif path.suffix == ".csv":
        table.to_csv(path, index=False, encoding="utf-8-sig")
    else:
        raise ValueError(f"{path.name} ends neither in .csv nor in .xlsx. Name the file so.")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
