"""Which tensor-parallel degrees a model allows, and what they share out."""

from deployments.catalog.geometry import (
    GroupedAttention,
    LatentAttention,
    ModelGeometry,
    RecurrentMixer,
)


def is_valid_tensor_parallel(model: ModelGeometry, degree: int) -> bool:
    """Whether attention splits evenly over `degree` ranks.

    Query heads must divide by the degree, and key/value heads must divide by it or it by them;
    a latent cache is copied to every rank, so only the query heads count.
    """
    if degree < 1:
        return False
    for group in model.layers:
        match group.mixer:
            case GroupedAttention(heads=heads, kv_heads=kv_heads):
                if heads % degree or (kv_heads % degree and degree % kv_heads):
                    return False
            case LatentAttention(heads=heads):
                if heads % degree:
                    return False
            case RecurrentMixer(heads=heads):
                if heads % degree:
                    return False
            case None:
                pass
    return True


def valid_degrees(model: ModelGeometry, largest: int) -> tuple[int, ...]:
    """Valid degrees from 1 to `largest`."""
    return tuple(
        degree for degree in range(1, largest + 1) if is_valid_tensor_parallel(model, degree)
    )
