"""Fits the tone and theme heads on our corpus and reports how good they are."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.comments import heads
from surveys.comments.corpus import corpus_hash, read_corpus
from surveys.comments.embedding import EmbedderMissing
from surveys.comments.engines import EMBEDDERS, EngineName, head_file
from surveys.comments.training import train
from surveys.comments.validation import ToneReport

_SEED = 20260101
"""Any fixed number; the same corpus gives the same head and report."""


class Command(BaseCommand):
    help = "Fit the heads on the corpus, report cross-validated figures, write the arrays."
    requires_system_checks = ()
    """Reads files alone."""

    def add_arguments(self, parser: CommandParser) -> None:
        default = Path(heads.__path__[0])
        parser.add_argument("--output", type=Path, default=default, help="The folder to write to.")
        parser.add_argument(
            "--engine", choices=list(EMBEDDERS), help="One engine; all that are installed if none."
        )

    def handle(self, *, output: Path, engine: str | None, **_options: object) -> None:
        trained = [
            self._train(name, output)
            for name in ([EngineName(engine)] if engine else list(EMBEDDERS))
        ]
        if not any(trained):
            raise CommandError("No engine is installed. Install the extra comments.")

    def _train(self, name: EngineName, output: Path) -> bool:
        try:
            embedder = EMBEDDERS[name]()
        except EmbedderMissing as missing:
            self.stderr.write(f"{name}: {missing}")
            return False
        head, report = train(read_corpus(), embedder, corpus_hash=corpus_hash(), seed=_SEED)
        file = output / head_file(name)
        file.write_bytes(head.to_bytes())
        self.stdout.write("\n".join([embedder.name, *_lines(report), f"Written: {file}", ""]))
        return True


def _lines(report: ToneReport) -> list[str]:
    by_language = ", ".join(
        f"{language} {value:.3f}" for language, value in report.macro_f1_by_language.items()
    )
    by_kind = ", ".join(
        f"{kind} {share:.3f} (n {n})" for kind, (share, n) in report.accuracy_by_kind.items()
    )
    return [
        f"Sentences: {report.sentences}; five folds, no group in two folds.",
        f"Macro-F1 of the three tones: {report.macro_f1:.3f} ({by_language})",
        f"Accuracy by kind: {by_kind}",
        f"Mixed: precision {report.mixed_precision:.3f}, recall {report.mixed_recall:.3f}",
        f"Expected calibration error: {report.calibration_error:.3f}",
        f"Themes: first right {report.theme_first:.3f}, recall of three {report.theme_recall:.3f}",
    ]
