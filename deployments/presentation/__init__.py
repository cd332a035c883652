"""Prepares what a result page prints: labels and figures as text, bars as lengths."""
