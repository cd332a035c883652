"""Waiting in front of a number of equal servers with random arrivals."""


def erlang_c(servers: int, load: float) -> float:
    r"""Probability that an arrival must wait in an M/M/c queue.

    $C = \dfrac{B}{1 - \rho (1 - B)}$ with $\rho = a / c$ and Erlang's loss $B$ by the recursion
    $B_n = a B_{n-1} / (n + a B_{n-1})$.

    Parameters
    ----------
    servers : int
        Servers c, at least 1.
    load : float
        Offered load a = arrival rate x service time, in servers.

    Returns
    -------
    float
        Between 0 and 1; 1 where the load reaches the servers.

    References
    ----------
    Erlang (1917); Cooper, Introduction to Queueing Theory, 2nd ed. 1981, section 3.5.

    Examples
    --------
    >>> round(erlang_c(10, 8), 4)
    0.4092
    """
    if load >= servers:
        return 1.0
    if load <= 0:
        return 0.0
    loss = 1.0
    for number in range(1, servers + 1):
        loss = load * loss / (number + load * loss)
    return loss / (1 - load / servers * (1 - loss))
