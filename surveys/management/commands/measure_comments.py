"""Measures the engines for comments on labeled files and prints a table."""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.comments.analysis import analyze_comments
from surveys.comments.embedding import EmbedderMissing
from surveys.comments.engines import EngineName, best_engine, engine_named
from surveys.comments.measuring import Estimate, LabeledComment, Measured, measure, read_labeled
from surveys.comments.results import CommentAnalysis
from surveys.comments.tone import ToneEngine

_SEED = 20260101
_LANGUAGE_ENDINGS = {"fr": "fr", "ge": "de", "it": "it", "po": "pt", "sp": "es"}
"""How the files of the Unified Multilingual Sentiment Analysis Benchmark name languages."""
_HEADINGS = (
    "file", "n", "macro-F1", "negation", "mixed precision", "mixed recall",
    "theme first", "theme in three", "per second",
)  # fmt: skip
_PROCESS = Path("/proc/self/status")


class Command(BaseCommand):
    help = "Measure an engine on all labeled TSV files of a folder (columns text, label)."
    requires_system_checks = ()
    """Reads files alone; the checks would load every page and a third more memory."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--engine",
            choices=[name.value for name in EngineName],
            help="The best that is installed if absent.",
        )
        parser.add_argument(
            "--most", type=int, default=0, help="At most this many rows of a file, drawn at random."
        )

    def handle(self, *, folder: Path, engine: str | None, most: int, **_options: object) -> None:
        files = sorted(folder.glob("*.tsv"))
        if not files:
            raise CommandError(f"{folder}: no file ends in .tsv.")
        try:
            chosen = engine_named(EngineName(engine)) if engine else best_engine()
        except EmbedderMissing as missing:
            raise CommandError(f"--engine {engine}: {missing}") from missing
        self.stdout.write(f"{chosen.name}\n\n{_row(_HEADINGS)}\n{_row(['---'] * len(_HEADINGS))}")
        for file in files:
            comments = list(read_labeled(file.read_bytes()))
            if most:
                chosen_places = np.random.default_rng(_SEED).permutation(len(comments))[:most]
                comments = [comments[place] for place in chosen_places]
            if not comments:
                raise CommandError(f"{file}: no row has the label neg, neu, pos or mixed.")
            language = _LANGUAGE_ENDINGS.get(file.stem.rpartition("_")[2], "en")
            start = time.perf_counter()
            analyses = _analyze(comments, language, chosen)
            per_second = len(comments) / (time.perf_counter() - start)
            measured = measure(comments, analyses, seed=_SEED)
            self.stdout.write(_row(_cells(file.stem, measured, per_second)))
        self.stdout.write(f"\nLargest memory of this process: {_peak_megabytes()} MB")


def _analyze(
    comments: Sequence[LabeledComment], language: str, engine: ToneEngine
) -> list[CommentAnalysis]:
    """Analyze each comment in the language of its row, or in that of the file where it has none."""
    codes = [comment.language or language for comment in comments]
    analyses: dict[int, CommentAnalysis] = {}
    for code in sorted(set(codes)):
        places = [place for place, own in enumerate(codes) if own == code]
        found = analyze_comments(
            [comments[place].text for place in places],
            languages=(code,),
            default_language=code,
            engine=engine,
        )
        analyses.update(zip(places, found, strict=True))
    return [analyses[place] for place in range(len(comments))]


def _cells(name: str, measured: Measured, per_second: float) -> Iterator[str]:
    yield name
    yield str(measured.macro_f1.n)
    for estimate in (
        measured.macro_f1,
        measured.negation,
        measured.mixed_precision,
        measured.mixed_recall,
        measured.theme_first,
        measured.theme_recall,
    ):
        yield _told(estimate) if estimate else ""
    yield f"{per_second:.0f}"


def _told(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} ({estimate.lower:.2f}–{estimate.upper:.2f}, n {estimate.n})"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _peak_megabytes() -> str:
    if not _PROCESS.exists():
        return "unknown"
    (line,) = (line for line in _PROCESS.read_text().splitlines() if line.startswith("VmHWM"))
    return str(int(line.split()[1]) // 1000)
