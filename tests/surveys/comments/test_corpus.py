import re
from collections import Counter

import numpy as np
from sklearn.model_selection import GroupKFold

from surveys.comments.cleaning import fold
from surveys.comments.corpus import LANGUAGES, read_corpus
from surveys.comments.redaction import redact
from surveys.comments.themes import shipped_codebook
from surveys.comments.validation import FOLDS

SENTENCES = read_corpus()


def test_corpus_has_the_declared_size_and_kinds():
    kinds = Counter(sentence.kind for sentence in SENTENCES)

    assert len(SENTENCES) >= 3000
    assert kinds["negated"] >= 150
    assert kinds["sarcastic"] >= 100
    assert kinds["mixed"] >= 150
    assert set(kinds) == {"plain", "negated", "sarcastic", "mixed", "jargon"}


def test_every_theme_has_every_tone_in_every_language():
    found = {(s.language, s.tone, theme) for s in SENTENCES for theme in s.themes}

    expected = {
        (language, tone, theme)
        for language in LANGUAGES
        for tone in ("negative", "neutral", "positive", "mixed")
        for theme in shipped_codebook().keys
    }
    assert expected <= found
    assert {theme for _, _, theme in found} == set(shipped_codebook().keys)


def test_each_language_has_its_share():
    languages = Counter(sentence.language for sentence in SENTENCES)

    assert set(languages) == set(LANGUAGES)
    assert min(languages.values()) >= 350


def test_parts_that_are_held_out_share_no_group_and_no_text():
    """As training splits them: a translation or near copy never tells the answer."""
    groups = np.array([sentence.group for sentence in SENTENCES])
    folds = GroupKFold(FOLDS, shuffle=True, random_state=1)

    for fitted, held_out in folds.split(groups, groups=groups):
        assert not set(groups[fitted]) & set(groups[held_out])
        shared = {words(place) for place in fitted} & {words(place) for place in held_out}
        assert shared == set()


def words(place: int) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(SENTENCES[place].text)))


def test_a_group_has_one_tone():
    """Sentences that say the same cannot differ in tone."""
    tones: dict[int, set[str]] = {}
    for sentence in SENTENCES:
        tones.setdefault(sentence.group, set()).add(sentence.tone)

    assert {group: found for group, found in tones.items() if len(found) > 1} == {}


def test_no_sentence_stands_twice():
    texts = Counter(sentence.text.casefold().strip(" .!?") for sentence in SENTENCES)

    assert [text for text, count in texts.items() if count > 1] == []


def test_mixed_kind_and_mixed_tone_go_together():
    assert all((s.kind == "mixed") == (s.tone == "mixed") for s in SENTENCES)


def test_nobody_is_named_in_the_corpus():
    changed = [s.text for s in SENTENCES if redact(s.text, language=s.language) != s.text]

    assert changed == []
