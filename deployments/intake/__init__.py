"""Readers of what tools and people hand in: device listings, model configurations, tables."""
