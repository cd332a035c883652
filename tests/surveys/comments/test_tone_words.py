import pytest

from surveys.comments.cleaning import fold
from surveys.comments.corpus import LANGUAGES
from surveys.comments.tone_words import _listed, tone_words


@pytest.mark.parametrize(
    ("language", "text", "counted"),
    [
        ("en", "The module starts in May.", [0, 0, 0, 0, 0, 0, 0, 1]),
        ("en", "Isn't it helpful?", [0, 0, 1, 0, 1, 1, 0, 0]),
        ("en", "Not now. It is slow.", [0, 1, 0, 0, 1, 0, 0, 0]),
        ("de", "Das gefällt mir nicht.", [0, 0, 1, 0, 1, 0, 0, 0]),
        ("fr", "Formation très claire, sans stress !", [1, 0, 0, 1, 1, 0, 1, 0]),
        ("es", "Es útil aunque complicado.", [1, 1, 0, 0, 0, 0, 0, 0]),
        ("it", "Corso ottimo, portale lentissimo.", [1, 1, 0, 0, 0, 0, 0, 0]),
        ("pt", "Nunca foi fácil.", [0, 0, 1, 0, 1, 0, 0, 0]),
        ("sv", "Det var bra, super!", [0, 0, 0, 0, 0, 0, 1, 1]),
    ],
)
def test_words_of_tone_are_counted_and_turned_round_by_a_negation(language, text, counted):
    assert tone_words(text, language).tolist() == counted


def test_one_kind_counts_at_most_three_times():
    assert tone_words("good good good good good", "en")[0] == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_both_sides_and_no_entry_on_two(language):
    listed = _listed(language)
    signs = [*listed.whole.values(), *listed.starts.values()]

    assert min(signs.count(1), signs.count(-1)) >= 100
    assert signs.count(0) >= 8
    assert all(entry == fold(entry) for entry in (*listed.whole, *listed.starts))
    assert not set(listed.whole) & set(listed.starts)
