import pytest
from django.core.exceptions import ImproperlyConfigured

from readiness import environment


def test_number_is_read_and_absent_takes_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_CATALOG_MAX_AGE_DAYS", "30")

    assert environment.whole("CATALOG_MAX_AGE_DAYS", 180) == 30
    assert environment.whole("NOBODY_SET_THIS", 180) == 180


@pytest.mark.parametrize("written", ["soon", "-1", "0", "1.5", "٣"])
def test_what_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("READINESS_CATALOG_MAX_AGE_DAYS", written)

    with pytest.raises(ImproperlyConfigured, match="READINESS_CATALOG_MAX_AGE_DAYS"):
        environment.whole("CATALOG_MAX_AGE_DAYS", 180)
