"""Published figures leave as a table that a spreadsheet opens and never runs."""

import uuid
from pathlib import Path

import pandas as pd
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from surveys.exports import figure_table
from surveys.models import Cell, Invitation, Wave
from tests.surveys.factories import answer, hire, open_wave, release

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wave(settings: Settings, tmp_path: Path) -> Wave:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    hire({"Sales": 12, "IT": 8})
    opened = open_wave()
    for department in ("Sales", "IT"):  # 4 on average in each, but not all alike
        asked = Invitation.objects.filter(wave=opened, employee__attributes__department=department)
        for place, invitation in enumerate(asked):
            willing = (3, 4, 4, 5)[place % 4]
            trusting = (2, 3, 3, 4)[place % 4]
            answer(
                invitation,
                {"willing": willing, "able": willing, "rules": trusting, "fear": 6 - trusting},
            )
    return release(opened)


@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx"])
def test_every_cell_is_a_row(wave: Wave, tmp_path: Path, name: str) -> None:
    call_command("export_wave", str(wave.pk), str(tmp_path / name))

    read = pd.read_csv if name.endswith("csv") else pd.read_excel
    table = read(tmp_path / name)
    assert len(table) == Cell.objects.filter(release__wave=wave).count()
    core = table[(table.statistic == "dimension_mean") & (table.subject == "core")]
    assert dict(zip(core.group.fillna(""), core.value, strict=True)) == {
        "": 75.0,
        "IT": 75.0,
        "Sales": 75.0,
    }
    assert set(table.withheld.dropna()) >= {"small_group_detail"}


def test_text_that_would_run_is_disarmed(wave: Wave) -> None:
    Cell.objects.filter(release__wave=wave, level="IT").update(level="=HYPERLINK(1)")

    table = figure_table(wave.release)

    assert "'=HYPERLINK(1)" in set(table.group)
    assert not table.group.str.startswith("=").any()


def test_unknown_wave_and_ending_are_refused(wave: Wave, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no released wave"):
        call_command("export_wave", str(uuid.uuid4()), str(tmp_path / "figures.csv"))
    with pytest.raises(CommandError, match=r"\.xlsx"):
        call_command("export_wave", str(wave.pk), str(tmp_path / "figures.ods"))
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("export_wave", str(wave.pk), str(tmp_path / "absent" / "figures.csv"))
