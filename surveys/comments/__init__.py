"""Tone, themes and redaction of comments, offline; results exist for groups, never for a person."""
