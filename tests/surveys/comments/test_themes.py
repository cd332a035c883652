import re

import pytest
from django.conf import settings

from surveys.comments.cleaning import fold
from surveys.comments.themes import NO_THEMES, find_themes, shipped_codebook

LANGUAGES = ("en", "de", "fr", "es", "it", "pt")


def test_codebook_has_the_fourteen_themes():
    assert shipped_codebook().keys == (
        "time", "recognition", "leadership", "tooling", "skills", "job_security", "data_privacy",
        "output_quality", "strategy", "autonomy", "collaboration", "inclusion", "infrastructure",
        "experimentation",
    )  # fmt: skip


def test_every_theme_has_folded_patterns_in_all_languages():
    for theme in shipped_codebook().themes:
        assert set(theme.patterns) == set(LANGUAGES)
        assert set(theme.name) >= {code for code, _name in settings.LANGUAGES}
        for pattern in theme.patterns.values():
            assert fold(pattern.pattern) == pattern.pattern.lower()


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("en", "We are drowning in deadlines.", "time"),
        ("en", "The GPU queue is full.", "infrastructure"),
        ("de", "Ich habe Angst um meinen Arbeitsplatz.", "job_security"),
        ("de", "Unsere Kundendaten landen irgendwo.", "data_privacy"),
        ("fr", "La formation était courte.", "skills"),
        ("es", "Nadie reconoce el mérito.", "recognition"),
        ("it", "Il modello sbaglia e allucina.", "output_quality"),
        ("pt", "Queremos experimentar num sandbox.", "experimentation"),
    ],
)
def test_patterns_find_the_theme(language, text, key):
    found = find_themes(text, language=language, codebook=shipped_codebook(), likelihoods={})

    assert found.named[0].key == key


def test_at_most_three_themes_best_first():
    likelihoods = {key: 1.0 + place for place, key in enumerate(shipped_codebook().keys)}

    found = find_themes("xyz", language="en", codebook=shipped_codebook(), likelihoods=likelihoods)

    assert [theme.key for theme in found.named] == [
        "experimentation",
        "infrastructure",
        "inclusion",
    ]


def test_comment_without_theme_gets_none():
    found = find_themes("So so.", language="en", codebook=shipped_codebook(), likelihoods={})

    assert found == NO_THEMES


def test_likeliest_three_are_told_though_one_alone_is_sure():
    keys = shipped_codebook().keys
    likelihoods = dict.fromkeys(keys, 0.001) | {"time": 0.9, "skills": 0.02, "tooling": 0.01}

    found = find_themes("xyz", language="en", codebook=shipped_codebook(), likelihoods=likelihoods)

    assert [theme.key for theme in found.named] == ["time"]
    assert [theme.key for theme in found.likeliest] == ["time", "skills", "tooling"]


def test_words_match_whole_unless_a_star_allows_more():
    time = shipped_codebook().themes[0].patterns["en"]

    assert isinstance(time, re.Pattern)
    assert time.findall("sometimes overtimes deadlines time") == ["deadlines", "time"]
