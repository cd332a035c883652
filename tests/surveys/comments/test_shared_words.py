"""Only words of many authors are told, and no name that redaction missed."""

from surveys.comments.shared_words import Said, shared_words


def said(*texts: str, language: str = "en") -> list[Said]:
    return [Said(text, language) for text in texts]


def test_word_of_fewer_authors_than_the_threshold_is_not_told() -> None:
    comments = said(*["The canteen is loud."] * 9, "The heating is broken.")

    assert shared_words(comments, least=10) == ()
    assert shared_words([*comments, Said("canteen", "en")], least=10) == ("canteen",)


def test_author_who_repeats_a_word_counts_once() -> None:
    assert shared_words(said("canteen canteen canteen", "canteen"), least=3) == ()


def test_ordinary_words_are_not_told() -> None:
    assert shared_words(said(*["there is this with that"] * 20), least=10) == ()


def test_name_that_redaction_missed_is_not_told_however_many_name_it() -> None:
    comments = said(*["I think Wrzesniewski should leave the canteen alone."] * 12)

    assert "Wrzesniewski" not in shared_words(comments, least=10)


def test_german_noun_is_told_and_german_name_is_not() -> None:
    comments = said(*["In der Kantine fragt Wrzesniewski immer zuerst."] * 12, language="de")

    assert "Kantine" in shared_words(comments, least=10)
    assert "Wrzesniewski" not in shared_words(comments, least=10)


def test_placeholders_are_no_words() -> None:
    assert shared_words(said(*["[name] [name] canteen"] * 12), least=10) == ("canteen",)
