"""Keeps the dictionary of hyphens small: of German alone it would take 22 MiB."""

import functools

import pyphen


@functools.cache
def load_hyphens(language: str) -> None:
    """Load the dictionary that WeasyPrint will use, once per process, equal patterns as one object.

    WeasyPrint finds the same dictionary in the memory of pyphen.
    """
    known_as = pyphen.language_fallback(language)
    if known_as is None:
        return
    dictionary = pyphen.Pyphen(lang=known_as).hd
    one_of = {pattern: pattern for pattern in dictionary.patterns.values()}
    dictionary.patterns = {
        letters: one_of[pattern] for letters, pattern in dictionary.patterns.items()
    }
