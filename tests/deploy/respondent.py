"""Somebody who answers over the wire, and whose every trace is a word that can be searched for."""

import http.client
import json
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.processes import PATIENCE_SECONDS, ROOT

MARK = "Quittenmarmelade"
AGENT = "Siebenschlaefer-Browser/1"
FORM = {"willing": "4", "able": "4", "rules": "4", "fear": "2", "advice": "8", "wish": MARK}


def prepared(environment: Mapping[str, str]) -> list[str]:
    """Links of an open wave in a fresh database."""
    played = subprocess.run(
        [sys.executable, "-m", "tests.deploy.stage"],
        cwd=ROOT,
        env={**environment, "DJANGO_SETTINGS_MODULE": "readiness.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    tokens: list[str] = json.loads(played.stdout.splitlines()[-1])["tokens"]
    return tokens


@dataclass
class Respondent:
    """A browser, as far as an answer needs one."""

    port: int
    is_tls: bool = False
    cookies: dict[str, str] = field(default_factory=dict)

    def answer(self, token: str) -> int:
        """Open the link, fill in, send; the status of the last request."""
        self.ask("GET", f"/i/{token}")
        self.ask("GET", "/s/en/")
        _status, page = self.ask("GET", "/s/en/questions/")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found, page[:500]
        status, _page = self.ask("POST", "/s/en/send/", {**FORM, "csrfmiddlewaretoken": found[1]})
        return status

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> tuple[int, str]:
        """One request with every cookie that there is."""
        body = urlencode(form) if form else None
        headers = {"Host": "localhost", "User-Agent": AGENT, "Cookie": self._cookie()}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = self._connection()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie") or []:
                name, _equals, rest = line.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return response.status, response.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def send_nonsense(self, token: str) -> None:
        """A request that no server can read, with a link in it."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS) as raw:
            raw.sendall(f"GET /i/{token} HTTP/1.1\r\nHost: localhost\r\n{MARK}\r\n\r\n".encode())
            raw.recv(4096)

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _connection(self) -> http.client.HTTPConnection:
        if not self.is_tls:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # made for this test
        return http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=PATIENCE_SECONDS, context=context
        )
