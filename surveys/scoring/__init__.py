"""Model ORS-1: pure functions from answers to an organizational readiness score with its error."""
