"""Asks a language model inside the organization, and nothing outside it.

A small client on `http.client`: it follows no redirect, knows no proxy, and connects to the very
address that was checked.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

CONNECT_SECONDS = 5.0


class EndpointUnavailable(Exception):
    """No summary can be had; the message says why, without any comment."""


@dataclass(frozen=True)
class SummaryEndpoint:
    """An OpenAI-compatible server. `hosts` are the names that may be asked at all."""

    url: str
    model: str
    hosts: tuple[str, ...]
    timeout_seconds: float
    max_bytes: int
    api_key: str = field(default="", repr=False)

    def ask(self, messages: Sequence[Mapping[str, str]]) -> str:
        """The text of the model's answer.

        Raises
        ------
        EndpointUnavailable
            For whatever reason: address, network, time, size, state, form of the answer.
        """
        body = json.dumps(
            {"model": self.model, "messages": list(messages), "temperature": 0, "stream": False}
        ).encode()
        try:
            answer = json.loads(self._post(body))
            content = answer["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise EndpointUnavailable("the answer is no chat completion") from error
        if not isinstance(content, str):
            raise EndpointUnavailable("the answer has no text")
        return content

    def _post(self, body: bytes) -> bytes:
        connection = self._connection()
        watch = threading.Timer(self.timeout_seconds, _hang_up, [connection])
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.api_key:
            headers["Authorization"] = f"Bearer {self.api_key}"
        path = f"{urlsplit(self.url).path.rstrip('/')}/chat/completions"
        try:
            watch.start()
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            if response.status != HTTPStatus.OK:
                raise EndpointUnavailable(f"status {response.status}")
            data = response.read(self.max_bytes + 1)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            raise EndpointUnavailable(f"no answer ({type(error).__name__})") from error
        finally:
            watch.cancel()
            connection.close()
        if len(data) > self.max_bytes:
            raise EndpointUnavailable("the answer is too large")
        return data

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
            raise EndpointUnavailable("the address is none of a web server")
        if host not in self.hosts:
            raise EndpointUnavailable("the host is not in the list of allowed hosts")
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise EndpointUnavailable("the port is no number") from error
        address = private_address(host, port)
        if parts.scheme == "https":
            return _PinnedHTTPSConnection(host, port, address, self.timeout_seconds)
        return _PinnedHTTPConnection(host, port, address, self.timeout_seconds)


def private_address(host: str, port: int) -> str:
    """The address to connect to, once every address of the host is found to be a private one.

    Raises
    ------
    EndpointUnavailable
        The host is unknown, or one of its addresses lies outside or belongs to the cloud's own
        services.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise EndpointUnavailable("the host is unknown") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(is_private, addresses)):
        raise EndpointUnavailable("the host has an address outside the organization")
    return addresses[0]


def is_private(address: str) -> bool:
    """Whether an IP address belongs to this machine or to a private network.

    Examples
    --------
    >>> [is_private(address) for address in ("10.0.0.5", "127.0.0.1", "::1", "fd00::1")]
    [True, True, True, True]
    >>> [is_private(address) for address in ("8.8.8.8", "169.254.169.254", "::ffff:8.8.8.8")]
    [False, False, False]
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(parsed, "ipv4_mapped", None) or parsed
    if inner.is_link_local or inner.is_multicast or inner.is_unspecified:
        return False
    if inner.is_loopback:
        return True
    return any(inner in network for network in _NETWORKS if network.version == inner.version)


_NETWORKS = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
)


class _PinnedHTTPConnection(http.client.HTTPConnection):
    """Connects to a checked address; the name is only spoken of in the header."""

    def __init__(self, host: str, port: int, address: str, timeout_seconds: float) -> None:
        super().__init__(host, port, timeout=timeout_seconds)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), CONNECT_SECONDS)
        self.sock.settimeout(self.timeout)


class _PinnedHTTPSConnection(_PinnedHTTPConnection):
    """The same over TLS, whose certificate must bear the name."""

    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _hang_up(connection: http.client.HTTPConnection) -> None:
    """End a call that takes too long, however slowly it drips."""
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
