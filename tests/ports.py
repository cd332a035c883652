"""Ports for servers of tests, out of the range from which the kernel gives ports away by itself."""

import secrets
import socket
from pathlib import Path

KERNEL_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST, HIGHEST = 10_000, 65_535


def free_port() -> int:
    """A port that nobody listens at, and that nobody gets by chance before a server listens there.

    Connections, browsers and servers at port 0 are given ports of the kernel's range; within it, a
    port that is free now may be taken when a database has made its tables.
    """
    draw = secrets.SystemRandom()  # pytest-randomly seeds the usual one alike in every process
    ports = _ports()
    while True:
        port = draw.choice(ports)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def _ports() -> list[int]:
    first, last = map(int, KERNEL_RANGE.read_text("ascii").split())
    outside = [port for port in range(LOWEST, HIGHEST + 1) if not first <= port <= last]
    return outside or list(range(LOWEST, HIGHEST + 1))
