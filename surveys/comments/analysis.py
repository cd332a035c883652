"""Analyzes comments: clean, language, redact, clauses, tone and themes, in this order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys.comments.clauses import has_contrast, split_clauses
from surveys.comments.cleaning import clean, is_blank
from surveys.comments.engines import best_engine
from surveys.comments.language import detect_language
from surveys.comments.mixed import MIXED_FROM, may_be_mixed, mixed_probability
from surveys.comments.names import StaffList
from surveys.comments.redaction import redact, with_stand_ins
from surveys.comments.results import ClauseTone, CommentAnalysis, Tone
from surveys.comments.themes import NO_THEMES, Codebook, find_themes, shipped_codebook
from surveys.comments.tone import Reading, ToneEngine

_FEWEST_PARTS = 2


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

    Notes
    -----
    Clauses are read apart only where they could make a comment mixed; any other comment is one
    clause.
    """
    engine = engine or best_engine()
    codebook = codebook or shipped_codebook()
    staff = staff_names if isinstance(staff_names, StaffList) else StaffList.of(staff_names)
    prepared = [_prepare(text, languages, default_language, staff, engine) for text in texts]
    wholes = iter(
        _read(engine, [(comment.redacted, comment) for comment in prepared if comment.clauses])
    )
    read = [(comment, next(wholes) if comment.clauses else None) for comment in prepared]
    parts = iter(
        _read(
            engine, [(part, comment) for comment, whole in read for part in _parts(comment, whole)]
        )
    )
    return tuple(
        _unscored(comment, engine, codebook)
        if whole is None
        else _conclude(
            comment, whole, [next(parts) for _ in _parts(comment, whole)], engine, codebook
        )
        for comment, whole in read
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
        redacted = redact(cleaned, language=default_language, staff_names=staff)
        return _Prepared(default_language, redacted, is_blank=True, clauses=())
    language = detect_language(cleaned, languages=languages, default_language=default_language)
    redacted = redact(cleaned, language=language, staff_names=staff)
    is_scored = language in engine.languages
    clauses = split_clauses(redacted, language) if is_scored else ()
    return _Prepared(language, redacted, is_blank=False, clauses=clauses)


def _read(engine: ToneEngine, redacted: list[tuple[str, _Prepared]]) -> list[Reading]:
    """Read texts, each in the language of the comment that it is of."""
    return engine.read(
        [with_stand_ins(text) for text, _ in redacted],
        [comment.language for _, comment in redacted],
    )


def _parts(comment: _Prepared, whole: Reading | None) -> tuple[str, ...]:
    """Clauses to read apart: where there are several and they could make the comment mixed."""
    if whole is None or len(comment.clauses) < _FEWEST_PARTS or not may_be_mixed(whole):
        return ()
    return comment.clauses


def _conclude(
    comment: _Prepared,
    whole: Reading,
    parts: list[Reading],
    engine: ToneEngine,
    codebook: Codebook,
) -> CommentAnalysis:
    clauses = tuple(
        ClauseTone(text, reading.tone)
        for text, reading in (
            zip(comment.clauses, parts, strict=True) if parts else [(comment.redacted, whole)]
        )
    )
    tone, confidence = _tone(
        whole,
        clauses,
        is_contrasted=has_contrast(comment.redacted, comment.language),
        least_confidence=engine.least_confidence,
    )
    themes = find_themes(
        comment.redacted,
        language=comment.language,
        codebook=codebook,
        likelihoods=_theme_likelihoods([whole, *parts]),
    )
    return CommentAnalysis(
        language=comment.language,
        tone=tone,
        probabilities=whole.tone,
        confidence=confidence,
        clauses=clauses,
        themes=themes.named,
        redacted=comment.redacted,
        engine=engine.name,
        likeliest_themes=themes.likeliest,
    )


def _theme_likelihoods(readings: list[Reading]) -> dict[str, float]:
    """Mean over the comment and its clauses, one of which may speak of a second thing."""
    keys = readings[0].theme_likelihoods
    return {
        key: sum(reading.theme_likelihoods[key] for reading in readings) / len(readings)
        for key in keys
    }


def _unscored(comment: _Prepared, engine: ToneEngine, codebook: Codebook) -> CommentAnalysis:
    """Blank comments have no theme; in an unknown tongue the patterns may still find some."""
    themes = (
        NO_THEMES
        if comment.is_blank
        else find_themes(
            comment.redacted, language=comment.language, codebook=codebook, likelihoods={}
        )
    )
    tone = Tone.BLANK if comment.is_blank else Tone.NOT_SCORED
    return CommentAnalysis(
        language=comment.language,
        tone=tone,
        probabilities=None,
        confidence=0.0,
        clauses=(),
        themes=themes.named,
        redacted=comment.redacted,
        engine=engine.name,
        likeliest_themes=themes.likeliest,
    )


def _tone(
    whole: Reading,
    clauses: tuple[ClauseTone, ...],
    *,
    is_contrasted: bool,
    least_confidence: float,
) -> tuple[Tone, float]:
    tones = [clause.probabilities for clause in clauses]
    mixed = mixed_probability(whole, tones, is_contrasted=is_contrasted)
    if mixed >= MIXED_FROM:
        return Tone.MIXED, mixed
    tone, probability = whole.tone.largest
    return (tone if probability >= least_confidence else Tone.UNCERTAIN), probability
