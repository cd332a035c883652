"""Pages of the survey room."""
