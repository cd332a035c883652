import pytest

from surveys.comments.clauses import MAX_CLAUSES, split_clauses


@pytest.mark.parametrize(
    ("language", "text", "clauses"),
    [
        ("en", "Great idea but no time.", ("Great idea", "but no time.")),
        ("en", "It is slow.", ("It is slow.",)),
        ("en", "Good start. However, the tool is slow.",
         ("Good start.", "However, the tool is slow.")),
        ("en", "Summaries are great, code suggestions are garbage.",
         ("Summaries are great", "code suggestions are garbage.")),
        ("en", "Fast, cheap, good.", ("Fast, cheap, good.",)),
        ("de", "Die Idee ist gut, aber uns fehlt die Zeit.",
         ("Die Idee ist gut", "aber uns fehlt die Zeit.")),
        ("fr", "L'outil est bon mais trop lent.", ("L'outil est bon", "mais trop lent.")),
        ("es", "El curso fue bueno, sin embargo falta tiempo.",
         ("El curso fue bueno", "sin embargo falta tiempo.")),
        ("it", "Lo strumento è utile però lento assai.",
         ("Lo strumento è utile", "però lento assai.")),
        ("pt", "A ideia é boa, mas falta tempo.", ("A ideia é boa", "mas falta tempo.")),
    ],
)  # fmt: skip
def test_comment_is_split_where_it_turns(language, text, clauses):
    assert split_clauses(text, language) == clauses


def test_nothing_of_a_comment_is_lost():
    text = "Good. Bad; slow - but fine, although nobody here ever asked."

    words = " ".join(split_clauses(text, "en")).split()

    assert words == ["Good.", "Bad", "slow", "but", "fine", "although", "nobody", "here", "ever",
                     "asked."]  # fmt: skip


def test_long_texts_have_a_limit():
    assert len(split_clauses("This is a sentence. " * 50, "en")) == MAX_CLAUSES
