import pytest

from surveys.comments.analysis import analyze_comment, analyze_comments
from surveys.comments.results import Tone, ToneProbabilities
from surveys.comments.tone import Reading, VaderTone

VADER = VaderTone()


def analyze(text: str, **options):
    options = {"languages": ("en", "de"), "default_language": "en", "engine": VADER} | options
    return analyze_comment(text, **options)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("The assistant is excellent and saves me hours.", Tone.POSITIVE),
        ("The chatbot is horrible and crashes twice a day.", Tone.NEGATIVE),
        ("I attended the session in March.", Tone.NEUTRAL),
        ("The training was great, but the tool is terrible.", Tone.MIXED),
    ],
)
def test_plain_english_tones(text, tone):
    assert analyze(text).tone is tone


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "---", "n/a", "N/A.", "None", "No.", "no comment", "k. A.", "keine", "Nichts!",
     "Néant", "Sin comentarios.", "não", "Nessuno"],
)  # fmt: skip
def test_answers_that_say_nothing_are_blank(text):
    result = analyze(text)

    assert result.tone is Tone.BLANK
    assert (result.probabilities, result.confidence, result.themes) == (None, 0.0, ())


@pytest.mark.parametrize("text", ["No time.", "Nothing works here.", "Keine Zeit für nichts."])
def test_short_complaints_are_not_blank(text):
    assert analyze(text).tone is not Tone.BLANK


def test_language_the_engine_does_not_know_is_not_scored():
    result = analyze("Die Schulung war hervorragend und hat uns viel gebracht.")

    assert (result.language, result.tone, result.clauses) == ("de", Tone.NOT_SCORED, ())
    assert result.themes[0].key == "skills"


def test_names_are_gone_before_anything_is_returned():
    result = analyze("Thanks to Priya Sharma the sandbox is great, but Kenji Sato blocks it.")

    assert "Priya" not in repr(result)
    assert "Kenji" not in repr(result)


def test_engine_names_itself_in_every_result():
    results = analyze_comments(
        ["Great.", "n/a"], languages=("en",), default_language="en", engine=VADER
    )

    assert {result.engine for result in results} == {VADER.name}
    assert VADER.name.startswith("vader ")
    assert "stand-in" in VADER.name


def test_batch_keeps_order_and_equals_single_results():
    texts = ["Great tool, but slow and awful.", "", "Wir haben leider keine Zeit.", "Bad idea."]

    batch = analyze_comments(texts, languages=("en", "de"), default_language="en", engine=VADER)

    assert list(batch) == [analyze(text) for text in texts]


class Undecided:
    """An engine that never knows."""

    name = "undecided 1"
    languages = frozenset({"en"})
    least_confidence = 0.5

    def read(self, texts, _languages):
        return [Reading(ToneProbabilities(0.3, 0.3, 0.4), {"time": 0.9}) for _ in texts]


def test_low_probability_is_called_uncertain():
    result = analyze("It is something about the schedule.", engine=Undecided())

    assert (result.tone, result.confidence) == (Tone.UNCERTAIN, 0.4)


def test_theme_head_and_patterns_are_joined():
    """.9 e^2.5 / (.9 e^2.5 + 13/14) = .9219: one pattern and .9, the others 1/14 each."""
    result = analyze("It is something about the schedule.", engine=Undecided())

    assert [(theme.key, theme.score) for theme in result.themes] == [("time", 0.9219)]


class Doubtful(Undecided):
    """A trained engine that is sure of one tone and sees nothing mixed."""

    def read(self, texts, _languages):
        self.seen = list(texts)
        return [Reading(ToneProbabilities(0.0, 0.1, 0.9), {}, 0.01) for _ in texts]


def test_clauses_that_cannot_matter_are_not_read():
    engine = Doubtful()

    result = analyze("The tool is good, but so is the old one.", engine=engine)

    assert engine.seen == []
    assert result.tone is Tone.POSITIVE
    assert [clause.text for clause in result.clauses] == [result.redacted]
