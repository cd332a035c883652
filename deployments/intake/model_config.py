"""Reads a Hugging Face `config.json` into a model geometry."""

from deployments.catalog.geometry import ModelGeometry


def parse_model_config(data: bytes) -> ModelGeometry:
    """Geometry of the model that a configuration describes."""
    raise NotImplementedError
