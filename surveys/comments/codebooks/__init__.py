"""Codebooks: the themes that comments are sorted by."""
