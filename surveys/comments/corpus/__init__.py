"""Our own training corpus: sentences with tone, kind and themes; see README.md beside it."""

import csv
import hashlib
import io
from dataclasses import dataclass
from functools import cache
from importlib import resources

LANGUAGES = ("en", "de", "fr", "es", "it", "pt")


@dataclass(frozen=True)
class Sentence:
    """One labeled sentence; sentences of one group mean the same and stay in one split."""

    text: str
    language: str
    group: int
    tone: str
    kind: str
    themes: tuple[str, ...]


@cache
def read_corpus() -> tuple[Sentence, ...]:
    """All sentences, by language in the order of the files."""
    return tuple(sentence for language in LANGUAGES for sentence in _read(language))


def corpus_hash() -> str:
    """SHA-256 (hex) of the files, in the order of the languages."""
    digest = hashlib.sha256()
    for language in LANGUAGES:
        digest.update(_file(language).encode())
    return digest.hexdigest()


def _read(language: str) -> list[Sentence]:
    rows = csv.DictReader(io.StringIO(_file(language)), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Sentence(
            row["text"],
            language,
            int(row["group"]),
            row["tone"],
            row["kind"],
            tuple(filter(None, row["themes"].split(";"))),
        )
        for row in rows
    ]


def _file(language: str) -> str:
    return resources.files(__name__).joinpath(f"{language}.tsv").read_text("utf-8")
