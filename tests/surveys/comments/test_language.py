import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from surveys.comments.language import detect_language
from surveys.comments.language_tables import language_identifier

SENTENCES = {
    "en": "We do not have enough time to try these tools.",
    "de": "Wir haben nicht genug Zeit, um diese Werkzeuge auszuprobieren.",
    "fr": "Nous n'avons pas assez de temps pour essayer ces outils.",
    "es": "No tenemos tiempo suficiente para probar estas herramientas.",
    "it": "Non abbiamo abbastanza tempo per provare questi strumenti.",
    "pt": "Não temos tempo suficiente para experimentar estas ferramentas.",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_language_of_the_wave_is_named(language, text):
    assert detect_language(text, languages=tuple(SENTENCES), default_language="en") == language


def test_short_comments_have_the_default_language():
    assert detect_language("Zu wenig Zeit", languages=("en", "de"), default_language="en") == "en"


def test_clear_foreign_language_is_not_forced_into_the_wave():
    text = "Vi har inte tillräckligt med tid för att prova de här verktygen på jobbet."

    assert detect_language(text, languages=("en", "de"), default_language="en") == "sv"


def test_other_script_is_named_without_spaces():
    text = "我们没有足够的时间来尝试这些工具"

    assert detect_language(text, languages=("en",), default_language="en") == "zh"


@pytest.mark.parametrize(
    "text", [*SENTENCES.values(), "Vi har inte tillräckligt med tid.", "1 2 3"]
)
def test_mapped_tables_say_what_those_of_the_package_say(text):
    own = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    assert language_identifier().rank(text) == own.rank(text)
