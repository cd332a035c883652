"""The small client, against a stub on this machine in all its ways to fail."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from surveys.summary_endpoint import (
    EndpointUnavailable,
    SummaryEndpoint,
    is_private,
    private_address,
)

MESSAGES = [{"role": "user", "content": "hello"}]
Behavior = Callable[[BaseHTTPRequestHandler], None]


class Stub:
    """A server that answers as a test wants it to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.behavior: Behavior = reply(content("fine"))
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stub.asked.append((self.path, dict(self.headers), body))
                stub.behavior(self)

            def log_message(self, *_args: object) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def endpoint(self, **changes: object) -> SummaryEndpoint:
        options: dict[str, object] = {
            "url": f"http://127.0.0.1:{self.server.server_port}/v1",
            "model": "small",
            "hosts": ("127.0.0.1",),
            "timeout_seconds": 60.0,  # a loaded machine answers late
            "max_bytes": 10_000,
            **changes,
        }
        return SummaryEndpoint(**options)  # type: ignore[arg-type]  # a test may give nonsense


def content(text: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


def reply(body: bytes, status: int = 200, **headers: str) -> Behavior:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


@pytest.fixture
def stub() -> Iterator[Stub]:
    stub = Stub()
    yield stub
    stub.server.shutdown()
    stub.server.server_close()


def test_answer_is_read_and_the_question_is_a_chat(stub: Stub) -> None:
    assert stub.endpoint(api_key="secret").ask(MESSAGES) == "fine"

    ((path, headers, body),) = stub.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert json.loads(body)["messages"] == MESSAGES
    assert "secret" not in repr(stub.endpoint(api_key="secret"))


@pytest.mark.parametrize(
    "behavior",
    [
        reply(b"", 500),
        reply(b"", 404),
        reply(b"not JSON"),
        reply(b""),
        reply(b"[]"),
        reply(b"{}"),
        reply(b'{"choices": []}'),
        reply(content(None)),
        reply(content([1])),
        reply(b"[" * 9_000),
        reply(content("a" * 20_000)),
        lambda handler: handler.wfile.write(b"HTTP/9 what\r\n\r\n"),
        lambda handler: handler.connection.close(),
    ],
)
def test_failure_of_the_server_is_named(stub: Stub, behavior: Behavior) -> None:
    stub.behavior = behavior

    with pytest.raises(EndpointUnavailable):
        stub.endpoint().ask(MESSAGES)


def test_redirect_is_not_followed(stub: Stub) -> None:
    other = Stub()
    place = f"http://127.0.0.1:{other.server.server_port}/v1/chat/completions"
    stub.behavior = reply(b"", 307, Location=place)

    with pytest.raises(EndpointUnavailable, match="307"):
        stub.endpoint().ask(MESSAGES)

    assert other.asked == []
    other.server.shutdown()
    other.server.server_close()


def test_server_that_drips_is_hung_up_on(stub: Stub) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "10000")
        handler.end_headers()
        for _ in range(200):
            try:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    stub.behavior = drip

    with pytest.raises(EndpointUnavailable):
        stub.endpoint(timeout_seconds=0.3).ask(MESSAGES)


def test_proxy_of_the_environment_is_not_asked(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert stub.endpoint().ask(MESSAGES) == "fine"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://127.0.0.1/v1",
        "http:///v1",
        "http://other.example/v1",
        "http://user:pass@127.0.0.1/v1",
        "http://127.0.0.1:port/v1",
        "http://127.0.0.1.evil.example/v1",
        "file:///etc/passwd",
    ],
)
def test_address_that_is_not_allowed_is_refused(stub: Stub, url: str) -> None:
    with pytest.raises(EndpointUnavailable):
        stub.endpoint(url=url).ask(MESSAGES)

    assert stub.asked == []


@pytest.mark.parametrize("host", ["8.8.8.8", "169.254.169.254", "2001:4860:4860::8888", "0.0.0.0"])
def test_public_address_is_refused_though_its_host_is_in_the_list(stub: Stub, host: str) -> None:
    url = f"http://[{host}]/v1" if ":" in host else f"http://{host}/v1"

    with pytest.raises(EndpointUnavailable, match="outside"):
        stub.endpoint(url=url, hosts=(host,)).ask(MESSAGES)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("192.168.1.1", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("fd12::1", True),
        ("fe80::1%eth0", False),
        ("100.64.0.1", False),
        ("::ffff:10.0.0.1", True),
        ("::ffff:1.1.1.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("nonsense", False),
    ],
)
def test_addresses_inside_an_organization_alone_are_private(address: str, expected: bool) -> None:
    assert is_private(address) is expected


def test_name_of_this_machine_is_resolved_and_checked() -> None:
    assert private_address("localhost", 80) in {"127.0.0.1", "::1"}
