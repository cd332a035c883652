"""Measures a head by cross-validation over groups of the corpus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from surveys.comments.clauses import has_contrast, split_clauses
from surveys.comments.corpus import Sentence
from surveys.comments.embedding import Embedder, Vectors
from surveys.comments.mixed import MIXED_FROM, disagreement_of, mixed_features, mixed_probability
from surveys.comments.results import Tone, ToneProbabilities
from surveys.comments.themes import find_themes, shipped_codebook
from surveys.comments.tone import MixedRule, Reading
from surveys.comments.tone_head import TONES, ToneHead, softmax
from surveys.comments.words import word_bag

FOLDS = 5
CALIBRATION_BINS = 10

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class ToneReport:
    """Cross-validated figures; shares lie in 0..1, each with the number of sentences behind it.

    `calibration_error` is the expected calibration error over ten bins of confidence. Theme figures
    are about sentences with a theme: whether the first is right, how many are among three.
    """

    sentences: int
    macro_f1: float
    macro_f1_by_language: dict[str, float]
    accuracy_by_kind: dict[str, tuple[float, int]]
    mixed_precision: float
    mixed_recall: float
    calibration_error: float
    theme_first: float
    theme_recall: float


@dataclass(frozen=True)
class HeldOut:
    """What heads said about sentences that they had not seen; one row per sentence.

    `clauses` holds the tones of a sentence's clauses, none where it is one clause.
    """

    tones: Floats
    mixed: Floats
    themes: tuple[dict[str, float], ...]
    clauses: tuple[Floats, ...]
    is_contrasted: tuple[bool, ...]

    def tempered(self, temperature: float) -> "HeldOut":
        """The same with tones calibrated."""
        return replace(
            self,
            tones=softmax(np.log(self.tones) / temperature),
            clauses=tuple(
                softmax(np.log(rows) / temperature) if len(rows) else rows for rows in self.clauses
            ),
        )

    def reading(self, place: int, rule: MixedRule) -> Reading:
        """What an engine with these weights would have said."""
        tone = ToneProbabilities(*(float(value) for value in self.tones[place]))
        return Reading(tone, self.themes[place], float(self.mixed[place]), rule)

    def clause_tones(self, place: int) -> list[ToneProbabilities]:
        """Tones of the clauses of a sentence."""
        return [ToneProbabilities(*(float(v) for v in row)) for row in self.clauses[place]]

    def mixed_features(self) -> Floats:
        """What the rule for mixed weighs, in the order of `MixedRule`."""
        rows = []
        for place, likelihood in enumerate(self.mixed):
            logit, confidence = mixed_features(self.reading(place, MixedRule()).tone, likelihood)
            clauses = self.clause_tones(place)
            disagreement = disagreement_of(clauses) if clauses else 0.0
            contrast = float(self.is_contrasted[place])
            rows.append((logit, contrast, disagreement, confidence))
        return np.array(rows)


def cross_validate(
    sentences: Sequence[Sentence],
    vectors: Vectors,
    embedder: Embedder,
    *,
    fit: Callable[[Places], ToneHead],
    seed: int,
) -> HeldOut:
    """Read every sentence with a head that saw neither it nor its translations.

    Parameters
    ----------
    sentences, vectors
        The corpus.
    embedder
        Gives the vectors of clauses.
    fit
        Fits a head on the sentences at the given places.
    seed
        Of the folds.
    """
    clauses = [_clauses(sentence) for sentence in sentences]
    owners = np.array([place for place, found in enumerate(clauses) for _ in found], dtype=np.intp)
    parts = [clause for found in clauses for clause in found]
    part_vectors = embedder.embed(parts)
    tones, part_tones = np.zeros((len(sentences), 3)), np.zeros((len(parts), 3))
    mixed = np.zeros(len(sentences))
    themes: dict[int, dict[str, float]] = {}
    groups = [sentence.group for sentence in sentences]
    folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
    for fitted, held_out in folds.split(vectors, groups=groups):
        head = fit(fitted)
        likeness = head.likeness(vectors[held_out])
        bags = [word_bag(sentences[place].text, sentences[place].language) for place in held_out]
        tones[held_out] = head.tone_probabilities(likeness, bags)
        mixed[held_out] = head.mixed_likelihood(likeness, bags)
        rows = head.theme_likelihoods(likeness)
        themes |= {
            int(place): dict(zip(head.themes, map(float, row), strict=True))
            for place, row in zip(held_out, rows, strict=True)
        }
        own = np.flatnonzero(np.isin(owners, held_out))
        part_tones[own] = head.tone_probabilities(
            head.likeness(part_vectors[own]),
            [word_bag(parts[place], sentences[owners[place]].language) for place in own],
        )
    return HeldOut(
        tones,
        mixed,
        tuple(themes[place] for place in range(len(sentences))),
        tuple(part_tones[owners == place] for place in range(len(sentences))),
        tuple(has_contrast(sentence.text, sentence.language) for sentence in sentences),
    )


def report_on(sentences: Sequence[Sentence], held_out: HeldOut, rule: MixedRule) -> ToneReport:
    """Figures of held-out readings."""
    is_plain = np.array([sentence.tone != Tone.MIXED for sentence in sentences])
    plain = [sentence for sentence in sentences if sentence.tone != Tone.MIXED]
    tones = held_out.tones[is_plain]
    truth = np.array([sentence.tone for sentence in plain])
    predicted = np.array(TONES)[tones.argmax(axis=1)]
    languages = np.array([sentence.language for sentence in plain])
    kinds = np.array([sentence.kind for sentence in plain])
    called_mixed = _called_mixed(held_out, rule)
    first, recall = _theme_figures(sentences, held_out)
    return ToneReport(
        sentences=len(sentences),
        macro_f1=_macro_f1(truth, predicted),
        macro_f1_by_language={
            str(language): _macro_f1(truth[languages == language], predicted[languages == language])
            for language in dict.fromkeys(languages)
        },
        accuracy_by_kind={
            str(kind): (
                float((truth == predicted)[kinds == kind].mean()),
                int((kinds == kind).sum()),
            )
            for kind in sorted(set(kinds))
        },
        mixed_precision=float((~is_plain)[called_mixed].mean()),
        mixed_recall=float(called_mixed[~is_plain].mean()),
        calibration_error=calibration_error(tones.max(axis=1), truth == predicted),
        theme_first=first,
        theme_recall=recall,
    )


def calibration_error(confidence: Floats, is_right: NDArray[np.bool_]) -> float:
    """Expected calibration error (Naeini et al. 2015): mean |confidence - accuracy| over ten bins.

    Examples
    --------
    >>> round(calibration_error(np.array([0.9, 0.9]), np.array([True, False])), 3)
    0.4
    """
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return float(
        sum(
            abs(confidence[bins == place].mean() - is_right[bins == place].mean())
            * (bins == place).mean()
            for place in np.unique(bins)
        )
    )


def _clauses(sentence: Sentence) -> tuple[str, ...]:
    clauses = split_clauses(sentence.text, sentence.language)
    return clauses if len(clauses) > 1 else ()


def _called_mixed(held_out: HeldOut, rule: MixedRule) -> NDArray[np.bool_]:
    readings = [held_out.reading(place, rule) for place in range(len(held_out.mixed))]
    likely = np.array(
        [
            mixed_probability(
                reading,
                held_out.clause_tones(place) or [reading.tone],
                is_contrasted=held_out.is_contrasted[place],
            )
            for place, reading in enumerate(readings)
        ]
    )
    return np.asarray(likely >= MIXED_FROM)


def _theme_figures(sentences: Sequence[Sentence], held_out: HeldOut) -> tuple[float, float]:
    is_first: list[bool] = []
    is_among: list[bool] = []
    for place, sentence in enumerate(sentences):
        if sentence.themes:
            found = find_themes(
                sentence.text,
                language=sentence.language,
                codebook=shipped_codebook(),
                likelihoods=held_out.themes[place],
            )
            keys = [theme.key for theme in found.likeliest]
            is_first.append(bool(keys) and keys[0] in sentence.themes)
            is_among += [theme in keys for theme in sentence.themes]
    return float(np.mean(is_first)), float(np.mean(is_among))


def _macro_f1(truth: NDArray[np.str_], predicted: NDArray[np.str_]) -> float:
    return float(f1_score(truth, predicted, average="macro"))
