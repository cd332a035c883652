import pytest

from deployments.sizing.queueing import erlang_c


@pytest.mark.parametrize(
    ("servers", "load", "probability"),
    [
        (10, 8.0, 0.4092),  # published table value
        (1, 0.5, 0.5),  # M/M/1: the load itself
        (2, 1.0, 1 / 3),  # closed form a^2 / (2 + a ... ) = 1/3
    ],
)
def test_waiting_probability_is_that_of_erlangs_tables(
    servers: int, load: float, probability: float
) -> None:
    assert erlang_c(servers, load) == pytest.approx(probability, abs=5e-5)


def test_no_load_never_waits_and_full_load_always_does() -> None:
    assert erlang_c(4, 0.0) == 0.0
    assert erlang_c(4, 4.0) == 1.0


def test_thousands_of_servers_stay_finite() -> None:
    assert 0 < erlang_c(5000, 4990) < 1
