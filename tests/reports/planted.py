"""Parts of released waves, made from a planted truth about every dimension."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from surveys.selectors import (
    CommentSummary,
    CommentTheme,
    CommentTone,
    CulturalAlignment,
    EarlierWave,
    Estimate,
    Figure,
    OrganizationIndex,
    PublishedChoice,
    PublishedDimension,
    PublishedGap,
    PublishedGate,
    PublishedGroup,
    PublishedItem,
    Share,
    Shares,
    TrendChange,
    Withheld,
    WithheldComments,
    WithheldReason,
)

INSTRUMENTS = Path(__file__).resolve().parents[2] / "surveys" / "instruments"


@dataclass(frozen=True)
class Known:
    """The planted truth about one dimension: perceived and expected points, spread in points."""

    perceived: float
    expected: float
    is_polarized: bool = False


SKEPTICAL: Mapping[str, Known] = {
    "core": Known(51.4, 72.0),
    "direction": Known(56.8, 78.5),
    "ownership": Known(38.2, 66.0),
    "experimentation": Known(44.6, 70.3),
    "collaboration": Known(61.9, 68.1),
    "recognition": Known(41.3, 73.9),
    "safety": Known(54.0, 69.2),
    "capability": Known(58.7, 61.4),
    "trust": Known(47.5, 63.8, is_polarized=True),
    "follow_up": Known(33.9, 71.7),
}

DEPARTMENTS = (
    ("Sales", 148, 2.1),
    ("Customer service", 121, -4.0),
    ("Production", 96, -9.3),
    ("Logistics", 71, -6.8),
    ("IT", 64, 7.7),
    ("Research and development", 58, 9.2),
    ("Finance", 41, 1.0),
    ("Human resources", 29, 4.4),
    ("Marketing", 26, 3.2),
    ("Purchasing", 19, -2.6),
    ("Quality", 12, -5.1),
    ("Legal", 4, 0.0),
)

LONG_DEPARTMENTS = (
    ("Abteilung für Informationssicherheitsmanagement und Datenschutz", 61, 3.0),
    ("Rechtsschutzversicherungsgesellschaftenverwaltung Süddeutschland", 44, -7.0),
    ("Arzneimittelzulassungsangelegenheiten (international) und Pharmakovigilanz", 38, 1.0),
    ("Kraftfahrzeughaftpflichtversicherungsschadenregulierung", 3, 0.0),
)

THEMES = (
    ("time", 88, 1, 6),
    ("leadership", 64, 1, 5),
    ("recognition", 51, 1, 6),
    ("collaboration", 43, 6, 1),
    ("tooling", 39, 3, 3),
    ("job_security", 22, 0, 6),
)
"""Key, comments, place of the positive and of the negative step of ten percent."""


def instrument(name: str) -> dict[str, Any]:
    """The parsed file of an instrument."""
    return tomllib.loads((INSTRUMENTS / f"{name}.toml").read_text(encoding="utf-8"))


def skeptical_index(answered: int, dimensions: Sequence[str]) -> OrganizationIndex:
    """49 points: emerging, held by two gates."""
    weakest = min(dimensions, key=lambda key: SKEPTICAL[key].perceived)
    return OrganizationIndex(
        score=Estimate(48.9, n=answered, low=47.5, high=50.3),
        reliability=Estimate(0.86, n=answered, low=0.84, high=0.88),
        band="emerging",
        ungated_band="emerging",
        band_probabilities={"at_risk": 0.0, "emerging": 1.0, "developing": 0.0},
        is_borderline=False,
        gates=(
            PublishedGate("weak_dimension", "emerging", (weakest,)),
            PublishedGate("blind_spot", "developing", ("ownership", "direction")),
        ),
        nonresponse_scenario=44.6,
        tipping_delta=20.8,
    )


def skeptical_alignment(parsed: Mapping[str, Any]) -> CulturalAlignment:
    """Fourteen leaders, every gap positive."""
    gaps = tuple(
        gap_of(entry["key"], SKEPTICAL[entry["key"]].expected, SKEPTICAL[entry["key"]].perceived)
        for entry in parsed["dimensions"]
    )
    return CulturalAlignment(
        leaders=14,
        index=Estimate(77.0, n=14, low=72.0, high=81.0),
        band="severe",
        signed_mean_gap=21.3,
        gaps=gaps,
        is_declared_target=False,
    )


def gap_of(key: str, expected: float, perceived: float) -> PublishedGap:
    gap = expected - perceived
    label = (
        "severe" if gap >= 15 else "material" if gap >= 10 else "watch" if gap >= 5 else "aligned"
    )
    return PublishedGap(
        dimension=key,
        expected=expected,
        perceived=perceived,
        gap=gap,
        low=gap - 6.4,
        high=gap + 6.4,
        label="inconclusive" if 5 <= gap < 6.4 else label,
        is_confirmed=gap > 6.4,
    )


def dimension_at(entry: Mapping[str, Any], n: int) -> PublishedDimension:
    known = SKEPTICAL[entry["key"]]
    answered = n - 17
    return PublishedDimension(
        key=entry["key"],
        name=entry["name"],
        weight=entry["weight"],
        is_core=entry.get("core", False),
        score=Estimate(known.perceived, answered, known.perceived - 1.9, known.perceived + 1.9),
        shares=shares_of(spread_around(known.perceived), answered),
        reliability=Estimate(0.71, answered, 0.66, 0.75),
        agreement_distance=Estimate(1.28 if known.is_polarized else 0.86, answered),
        is_polarized=known.is_polarized,
        band="at_risk"
        if known.perceived < 40
        else "emerging"
        if known.perceived < 55
        else "developing",
    )


def item_of(entry: Mapping[str, Any], n: int) -> PublishedItem:
    known = SKEPTICAL[entry["dimension"]]
    item = PublishedItem(
        key=entry["key"],
        dimension=entry["dimension"],
        is_reversed=entry.get("reversed", False),
        text=entry["text"],
        shares=Withheld(WithheldReason.TOO_FEW),
        points=Withheld(WithheldReason.TOO_FEW),
    )
    shift = (len(entry["key"]) % 5 - 2) * 2.5
    return item_at(item, known.perceived + shift, n - 11)


def item_at(item: PublishedItem, points: float, n: int) -> PublishedItem:
    percents = spread_around(points)
    shown = percents[::-1] if item.is_reversed else percents
    steps = tuple(Share.exact(percent) for percent in shown)
    return replace(item, shares=shares_of(percents, n), points=steps)


def spread_around(points: float) -> tuple[float, ...]:
    """Five percents whose mean is near `points`: a triangle that leans with the score."""
    lean = (points - 50) / 50
    weights = [
        max(0.04, 0.2 + lean * (place - 2) * 0.16 + extra)
        for place, extra in enumerate((-0.05, 0.04, 0.05, 0.04, -0.05))
    ]
    total = sum(weights)
    return tuple(round(100 * weight / total, 1) for weight in weights)


def shares_of(percents: tuple[float, ...], n: int) -> Shares:
    favorable = round(percents[3] + percents[4])
    neutral = round(percents[2])
    return Shares(
        Share.exact(favorable),
        Share.exact(neutral),
        Share.exact(100 - favorable - neutral),
        favorable - 3.6,
        favorable + 3.7,
        n,
    )


def one_choice() -> PublishedChoice:
    options = (
        ("part", {"en": "I took part in a team", "de": "Ich war in einem Team"}, Share.exact(31.4)),
        ("visited", {"en": "I looked in", "de": "Ich habe hineingeschaut"}, Share.exact(22.9)),
        ("not", {"en": "I did not take part", "de": "Ich war nicht dabei"}, Share.exact(45.7)),
    )
    text = {"en": "How did you take part?", "de": "Wie waren Sie beteiligt?"}
    return PublishedChoice("participation", text, options, 680)


def group_of(parsed: Mapping[str, Any], level: str, n: int, shift: float) -> PublishedGroup:
    keys = [entry["key"] for entry in parsed["dimensions"]]
    if n < 5:
        hidden = Withheld(WithheldReason.TOO_FEW)
        return PublishedGroup("department", level, None, hidden, dict.fromkeys(keys, hidden))
    scores: dict[str, Figure] = {
        key: Estimate(round(SKEPTICAL[key].perceived + shift + (len(key) % 3 - 1) * 1.7, 1), n)
        for key in keys
    }
    if level == "Quality":
        scores["trust"] = Withheld(WithheldReason.PROTECTS_OTHERS)
    return PublishedGroup("department", level, n, Estimate(round(48.9 + shift, 1), n), scores)


def two_questions() -> tuple[CommentSummary | WithheldComments, ...]:
    return (
        CommentSummary(
            question="open_change",
            text={
                "en": "What should be different next time?",
                "de": "Was sollte beim nächsten Mal anders sein?",
            },
            n=214,
            not_scored=Share(0.0, 10.0),
            engine="vader 3.3.2",
            is_provisional_engine=True,
            themes=(
                *(theme_of(*row) for row in THEMES),
                CommentTheme("skills", 17, Withheld(WithheldReason.PROTECTS_OTHERS, 17)),
            ),
            overall=theme_of("", 214, 2, 5),
        ),
        WithheldComments(
            question="open_kept",
            text={
                "en": "What was good about the hackathon and should stay?",
                "de": "Was war am Hackathon gut und sollte so bleiben?",
            },
            reason=WithheldReason.TOO_FEW,
        ),
    )


def theme_of(key: str, n: int, positive: int, negative: int) -> CommentTheme:
    rest = 100.0 - 10 * positive - 10 * negative
    tone = CommentTone(
        positive=Share(10.0 * positive, 10.0 * positive + 10),
        neutral=Share(rest - 20, rest),
        negative=Share(10.0 * negative, 10.0 * negative + 10),
    )
    return CommentTheme(key, n, tone)


def earlier_wave(parsed: Mapping[str, Any]) -> EarlierWave:
    scores: dict[str, Figure] = {
        entry["key"]: Estimate(
            SKEPTICAL[entry["key"]].perceived + 4.0,
            610,
            SKEPTICAL[entry["key"]].perceived + 2.0,
            SKEPTICAL[entry["key"]].perceived + 6.0,
        )
        for entry in parsed["dimensions"]
    }
    return EarlierWave(1, dt.date(2026, 3, 20), Estimate(52.7, 610, 51.2, 54.2), scores)


def changes_since(parsed: Mapping[str, Any]) -> tuple[TrendChange, ...]:
    rows = [TrendChange("ors", -3.8, -5.9, -1.7, "inconclusive")]
    for index, entry in enumerate(parsed["dimensions"]):
        change = -7.2 if entry["key"] == "recognition" else -1.0 - 0.3 * index
        verdict = "moved" if change < -5 else "stable" if change > -2.2 else "inconclusive"
        rows.append(TrendChange(entry["key"], change, change - 2.7, change + 2.7, verdict))
    return tuple(rows)
