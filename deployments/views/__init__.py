"""Pages of the guided assessment."""
