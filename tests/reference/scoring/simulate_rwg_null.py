"""Write the null distribution of item variance under uniform noise: `rwg_null.csv` of the package.

The 5th percentile of the mean item variance, as a share of the variance of uniform noise, by
scale points, respondents and items; 20,000 groups each, seed 20250302.
Run from the repository root: .venv/bin/python tests/reference/scoring/simulate_rwg_null.py
"""

import csv
from pathlib import Path

import numpy as np

TABLE = Path(__file__).parents[3] / "surveys" / "scoring" / "rwg_null.csv"
SCALES = (3, 4, 5, 6, 7, 9, 10, 11)
SIZES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 100)
ITEMS = (1, 2, 3, 4, 6, 10, 20)
GROUPS = 20_000


def main() -> None:
    rng = np.random.default_rng(20250302)
    with TABLE.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["scale_points", "respondents", "items", "noise_ratio"])
        for scale in SCALES:
            for size in SIZES:
                answers = rng.integers(1, scale + 1, (GROUPS, size, max(ITEMS)), dtype=np.int8)
                variances = answers.var(axis=1, ddof=1, dtype=np.float32)
                for items in ITEMS:
                    ratio = variances[:, :items].mean(axis=1) / ((scale**2 - 1) / 12)
                    writer.writerow([scale, size, items, f"{np.quantile(ratio, 0.05):.4f}"])


if __name__ == "__main__":
    main()
