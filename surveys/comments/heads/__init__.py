"""Trained heads, one per embedder, written by `manage.py train_tone`."""
