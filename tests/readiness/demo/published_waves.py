"""Prints what the released waves of a data folder publish, as JSON; run by the test of the demo."""

import json
from typing import Any

import django

django.setup()

from surveys.models import Wave  # noqa: E402  # models need the set-up before
from surveys.selectors import CulturalAlignment, Estimate, published_wave  # noqa: E402


def told(wave: Wave) -> dict[str, Any]:
    """Scores with intervals by dimension, gaps with intervals by dimension."""
    published = published_wave(wave.pk)
    alignment = published.alignment
    assert isinstance(alignment, CulturalAlignment)
    return {
        "invited": published.invited,
        "answered": published.answered,
        "scores": {
            dimension.key: (dimension.score.low, dimension.score.value, dimension.score.high)
            for dimension in published.dimensions
            if isinstance(dimension.score, Estimate)
        },
        "gaps": {gap.dimension: (gap.low, gap.gap, gap.high) for gap in alignment.gaps},
    }


if __name__ == "__main__":
    waves = Wave.objects.readable().order_by("number")
    print(json.dumps([told(wave) for wave in waves]))  # noqa: T201  # read by the test
