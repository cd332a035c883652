"""Asking people and scoring the organization: surveys, anonymity, the organizational score."""
