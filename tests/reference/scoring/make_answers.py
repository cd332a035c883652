"""Write the made-up answers that both this project and R score: `answers.csv`, 120 respondents.

Run from the repository root: .venv/bin/python tests/reference/scoring/make_answers.py
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
DIMENSIONS = {"core": 4, "direction": 3, "safety": 3}
TEAMS = 8
TEAM_SIZE = 15


def main() -> None:
    rng = np.random.default_rng(20250301)
    team = np.repeat(np.arange(TEAMS), TEAM_SIZE)
    respondents = len(team)
    climate = rng.normal(0, 0.4, TEAMS)[team] + rng.normal(0, 0.5, respondents)
    columns: dict[str, np.ndarray] = {"team": np.array([f"t{number}" for number in team])}
    for dimension, items in DIMENSIONS.items():
        facet = climate + rng.normal(0, 0.4, respondents)
        for item in range(1, items + 1):
            answer = 3.1 + facet + rng.normal(0, 0.8, respondents)
            columns[f"{dimension}_{item}"] = np.clip(np.round(answer), 1, 5).astype(int)
    with (HERE / "answers.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


if __name__ == "__main__":
    main()
