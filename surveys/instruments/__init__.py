"""Versioned questionnaires: their format, the reader that checks them, and the files we ship."""
