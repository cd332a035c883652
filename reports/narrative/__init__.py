"""From figures to sentences: statements are chosen purely, words and languages come last."""
