"""Analyzes comments: clean, language, redact, clauses, tone and themes, in this order."""

import math
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys.comments.clauses import split_clauses
from surveys.comments.cleaning import clean, is_blank
from surveys.comments.engines import best_engine
from surveys.comments.language import detect_language
from surveys.comments.names import StaffList
from surveys.comments.redaction import redact
from surveys.comments.results import ClauseTone, CommentAnalysis, Tone, ToneProbabilities
from surveys.comments.themes import Codebook, find_themes, shipped_codebook
from surveys.comments.tone import Reading, ToneEngine

CLAUSE_CONFIDENCE = 0.6
"""Without a trained head, a clause takes part in "mixed" only from this probability of its tone."""
MIXED_FROM = 0.55
"""Cross-validated on our corpus: between precision .93 at .6 and recall .79 at .5."""
_MIXED_INTERCEPT = -0.58
_MIXED_WEIGHTS = (1.38, 2.02, 1.89, -2.62)
"""Of logit(likelihood of the head), disagreement of clauses, presence of clauses, and confidence in
one tone; fitted by logistic regression on held-out readings of our corpus."""


@dataclass(frozen=True)
class _Prepared:
    """A comment on its way: redacted and split; `clauses` is empty when nothing is to be scored."""

    language: str
    redacted: str
    is_blank: bool
    clauses: tuple[str, ...]


def analyze_comment(
    text: str,
    *,
    languages: tuple[str, ...],
    default_language: str,
    staff_names: Iterable[str] = (),
    engine: ToneEngine | None = None,
) -> CommentAnalysis:
    """Analyze one comment; see `analyze_comments`.

    Examples
    --------
    >>> from surveys.comments.tone import VaderTone
    >>> result = analyze_comment("Thanks to Priya Sharma, the training was great!",
    ...     languages=("en",), default_language="en", engine=VaderTone())
    >>> result.tone.value, result.themes[0].key, result.redacted
    ('positive', 'recognition', 'Thanks to [name], the training was great!')
    """
    (result,) = analyze_comments(
        [text],
        languages=languages,
        default_language=default_language,
        staff_names=staff_names,
        engine=engine,
    )
    return result


def analyze_comments(
    texts: Sequence[str],
    *,
    languages: tuple[str, ...],
    default_language: str,
    staff_names: Iterable[str] = (),
    engine: ToneEngine | None = None,
    codebook: Codebook | None = None,
) -> tuple[CommentAnalysis, ...]:
    """Analyze comments, one result per text, in order.

    Parameters
    ----------
    texts
        Raw comments.
    languages
        Codes of the languages the wave was asked in.
    default_language
        Taken for comments too short to tell.
    staff_names
        Full names of the organization's people, redacted besides all patterns.
    engine
        Tone engine; the best one installed when None.
    codebook
        Themes; the shipped ones when None.
    """
    engine = engine or best_engine()
    codebook = codebook or shipped_codebook()
    staff = StaffList.of(staff_names)
    prepared = [_prepare(text, languages, default_language, staff, engine) for text in texts]
    readings = iter(engine.read([part for comment in prepared for part in _parts(comment)]))
    return tuple(
        _conclude(comment, [next(readings) for _ in _parts(comment)], engine, codebook)
        for comment in prepared
    )


def _prepare(
    text: str,
    languages: tuple[str, ...],
    default_language: str,
    staff: StaffList,
    engine: ToneEngine,
) -> _Prepared:
    cleaned = clean(text)
    if is_blank(cleaned):
        return _Prepared(default_language, cleaned, is_blank=True, clauses=())
    language = detect_language(cleaned, languages=languages, default_language=default_language)
    redacted = redact(cleaned, language=language, staff_names=staff)
    is_scored = language in engine.languages
    clauses = split_clauses(redacted, language) if is_scored else ()
    return _Prepared(language, redacted, is_blank=False, clauses=clauses)


def _parts(comment: _Prepared) -> tuple[str, ...]:
    """What the engine reads: the whole comment, then its clauses where there are several."""
    if not comment.clauses:
        return ()
    if len(comment.clauses) == 1:
        return (comment.redacted,)
    return (comment.redacted, *comment.clauses)


def _conclude(
    comment: _Prepared, readings: list[Reading], engine: ToneEngine, codebook: Codebook
) -> CommentAnalysis:
    if not readings:
        return _unscored(comment, engine, codebook)
    whole, *parts = readings
    clause_readings = parts or [whole]
    tone, confidence = _tone(whole, clause_readings, engine.least_confidence)
    return CommentAnalysis(
        language=comment.language,
        tone=tone,
        probabilities=whole.tone,
        confidence=confidence,
        clauses=tuple(
            ClauseTone(text, reading.tone)
            for text, reading in zip(comment.clauses, clause_readings, strict=True)
        ),
        themes=find_themes(
            comment.redacted,
            language=comment.language,
            codebook=codebook,
            likelihoods=whole.theme_likelihoods,
        ),
        redacted=comment.redacted,
        engine=engine.name,
    )


def _unscored(comment: _Prepared, engine: ToneEngine, codebook: Codebook) -> CommentAnalysis:
    """Blank comments have no theme; in an unknown tongue the patterns may still find some."""
    themes = (
        ()
        if comment.is_blank
        else find_themes(
            comment.redacted, language=comment.language, codebook=codebook, likelihoods={}
        )
    )
    tone = Tone.BLANK if comment.is_blank else Tone.NOT_SCORED
    return CommentAnalysis(
        comment.language, tone, None, 0.0, (), themes, comment.redacted, engine.name
    )


def _tone(whole: Reading, clauses: list[Reading], least_confidence: float) -> tuple[Tone, float]:
    mixed = _mixed_probability(whole, [reading.tone for reading in clauses])
    if mixed >= MIXED_FROM:
        return Tone.MIXED, mixed
    tone, probability = whole.tone.largest
    return (tone if probability >= least_confidence else Tone.UNCERTAIN), probability


def _mixed_probability(whole: Reading, clauses: list[ToneProbabilities]) -> float:
    """Whether good and bad stand beside each other; clauses alone decide without a trained head."""
    disagreement = _disagreement(clauses)
    if whole.mixed_likelihood is None:
        return disagreement if disagreement >= CLAUSE_CONFIDENCE else 0.0
    likelihood = min(max(whole.mixed_likelihood, 1e-6), 1 - 1e-6)
    is_split = len(clauses) > 1
    hints = (
        math.log(likelihood / (1 - likelihood)),
        disagreement if is_split else 0.0,
        float(is_split),
        whole.tone.largest[1],
    )
    logit = _MIXED_INTERCEPT + sum(map(operator.mul, _MIXED_WEIGHTS, hints))
    return 1 / (1 + math.exp(-logit))


def _disagreement(clauses: list[ToneProbabilities]) -> float:
    """How surely one clause is positive and another negative: the smaller of the two maxima."""
    return min(
        max(clause.positive for clause in clauses), max(clause.negative for clause in clauses)
    )
