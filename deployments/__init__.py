"""Describing hardware and demand, sizing a language model on it, pricing and placing it."""
