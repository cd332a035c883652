"""Verbs of reports. What prints is kept from what asks, so that the web loads no printer."""
