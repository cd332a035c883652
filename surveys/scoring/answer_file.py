"""Reads answers for analysis from CSV: respondents in rows, item keys in columns."""

from dataclasses import replace
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from surveys.instruments.format import ColumnMapping, ImportMapping, Instrument, Item, ItemKind
from surveys.instruments.import_mapping import ImportedAnswers, read_answers, read_header
from surveys.instruments.import_table import answer_range
from surveys.instruments.problems import AnswersInvalid, Problem
from surveys.scoring.responses import Responses

MISSING = ("", "NA", "NaN", "nan", "None", "null")
"""Cells that hold no answer, as Python, R and databases write them."""

MAX_ROWS = 1_000_000
"""Most respondents; nothing is stored, so that more fit than into an import."""

MAX_BYTES = 1024**3
"""Largest file, after decompression."""


def read_responses(
    instrument: Instrument,
    file: BinaryIO,
    *,
    source: str,
    invited: int | None,
    groups: tuple[str, ...] = (),
) -> Responses:
    """Read a file of answers.

    Columns named after items are read; where there is none, the instrument's own `[import]`
    mapping is used. Whole numbers may be written with a decimal ("4.0"). A file whose rows are all
    empty is nobody's answers, not a mistake.

    Parameters
    ----------
    instrument
        The questionnaire that was answered.
    file
        CSV, plain or gzip, opened for reading bytes.
    source
        Name of the file, for messages.
    invited
        People who could have answered; None takes the number of rows.
    groups
        Columns to compare groups by.

    Raises
    ------
    AnswersInvalid
        With every fault found and its line.
    """
    header = read_header(file, source=source)
    asked = [item for item in _scored(instrument) if item.key in header]
    if asked:
        mapping = ImportMapping(
            columns=tuple(
                ColumnMapping(item.key, item.key, _decimals(item, instrument.scale_points))
                for item in asked
            ),
            groups={name: name for name in groups},
            missing=MISSING,
        )
    elif instrument.import_mapping is not None:
        mapping = instrument.import_mapping.grouped_by(groups)
    else:
        keys = ", ".join(item.key for item in _scored(instrument)[:5])
        remedy = f"Name the columns by item keys: {keys}, …"
        raise AnswersInvalid(source, [Problem("line 1", "No column is an item.", remedy)])
    imported = read_answers(
        replace(instrument, import_mapping=mapping),
        file,
        source=source,
        max_rows=MAX_ROWS,
        max_bytes=MAX_BYTES,
        needs_answers=False,
        can_be_mapped=not asked,
    )
    return _as_responses(instrument, imported, invited)


def _scored(instrument: Instrument) -> list[Item]:
    return [item for item in instrument.items if item.kind is not ItemKind.OPEN]


def _decimals(item: Item, scale_points: int) -> dict[str, int | str | None]:
    if item.kind is ItemKind.CHOICE:
        return {}
    return {f"{point}.0": point for point in answer_range(item, scale_points)}


def _as_responses(
    instrument: Instrument, imported: ImportedAnswers, invited: int | None
) -> Responses:
    items = [item for item in _scored(instrument) if item.key in imported.answers]
    values = [_numbers(item, imported.answers[item.key]) for item in items]
    return Responses(
        items=tuple(item.key for item in items),
        values=np.stack(values, axis=1) if values else np.empty((imported.row_count, 0)),
        invited=imported.row_count if invited is None else invited,
        groups={
            name: np.array([label or "" for label in labels])
            for name, labels in imported.groups.items()
        },
    )


def _numbers(item: Item, answers: tuple[int | str | None, ...]) -> npt.NDArray[np.float64]:
    position = {option.key: place for place, option in enumerate(item.options)}
    numbers = (
        np.nan if answer is None else position[answer] if isinstance(answer, str) else answer
        for answer in answers
    )
    return np.fromiter(numbers, dtype=np.float64, count=len(answers))
