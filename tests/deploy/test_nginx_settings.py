"""The proxy with the shipped settings keeps nothing of respondents, in no log and no file."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import get_resolver

from surveys import urls_respond
from tests.deploy.conftest import WebServer
from tests.deploy.respondent import AGENT, MARK, Respondent
from tests.ports import free_port
from tests.processes import PATIENCE_SECONDS, ROOT, wait_until

SETTINGS = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
needs_nginx = pytest.mark.skipif(
    NGINX is None, reason="nginx is not installed; as root: apt-get install nginx-light"
)


def block(head: str) -> dict[str, list[str]]:
    """Directives of one location, by name."""
    found = re.search(re.escape(head) + r" \{(.*?)\n        \}", SETTINGS, re.DOTALL)
    assert found, head
    lines = re.findall(r"^\s+(\w+)\s+([^;]*);", found[1], re.MULTILINE)
    return {name: [value for other, value in lines if other == name] for name, _value in lines}


def test_every_page_of_respondents_lies_in_the_silent_part() -> None:
    found = re.search(r"location ~ \^/\(([a-z|]+)\)/ \{", SETTINGS)
    assert found
    silent = set(found[1].split("|"))

    prefixes = {str(pattern.pattern).partition("/")[0] for pattern in urls_respond.urlpatterns}

    assert prefixes <= silent
    others = {
        str(pattern.pattern).partition("/")[0]
        for pattern in get_resolver().url_patterns
        if pattern.pattern.regex.pattern not in {"", "^"}
    }
    assert not others & silent


def test_silent_part_logs_nothing_and_keeps_no_body_on_disk() -> None:
    silent = block("location ~ ^/(b|d|i|k|s|t)/")

    assert silent["access_log"] == ["off"]
    assert silent["error_log"] == ["/dev/null crit"]
    assert silent["client_max_body_size"] == silent["client_body_buffer_size"] == ["512k"]
    assert silent["proxy_request_buffering"] == silent["proxy_buffering"] == ["off"]
    assert silent["proxy_max_temp_file_size"] == ["0"]


def test_scripts_and_styles_that_respondents_load_leave_no_line() -> None:
    assert block("location /static/")["access_log"] == ["off"]


def test_no_log_format_has_a_name_of_anybody() -> None:
    formats = re.findall(r"log_format \w+ '([^']*)'", SETTINGS)

    assert formats == ["$time_iso8601 $request_method $status $request_time"]
    used = re.findall(r"access_log ([^\s;]+)", SETTINGS)
    assert set(used) == {"off", "/dev/stdout"}
    for header in ("X-Forwarded-For", "X-Real-IP"):
        assert f'proxy_set_header {header} "";' in SETTINGS


@contextmanager
def proxy(folder: Path, web_port: int, tls_port: int) -> Iterator[Path]:
    """Nginx with the shipped file, in which addresses and places alone are others."""
    (folder / "logs").mkdir()
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=localhost", "-keyout", str(folder / "key")),
            *("-out", str(folder / "certificate")),
        ],
        check=True,
        capture_output=True,
    )
    text = SETTINGS.replace("server web:8000;", f"server 127.0.0.1:{web_port};")
    text = text.replace("listen 8443", f"listen 127.0.0.1:{tls_port}")
    text = text.replace("listen 8080", f"listen 127.0.0.1:{free_port()}")
    text = text.replace("/etc/nginx/certificate.pem", str(folder / "certificate"))
    text = text.replace("/etc/nginx/certificate.key", str(folder / "key"))
    text = text.replace("/tmp/nginx", str(folder / "nginx"))
    (folder / "nginx.conf").write_text(text)
    output = folder / "nginx.out"
    command = [NGINX or "", "-e", "/dev/stderr", "-p", str(folder)]
    command += ["-c", str(folder / "nginx.conf")]
    with output.open("wb") as file:
        process = subprocess.Popen(
            [*command, "-g", "daemon off; user root;"], stdout=file, stderr=file
        )
    try:
        yield output
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


@needs_nginx
@pytest.mark.slow
def test_answers_through_the_proxy_leave_no_trace(web_server: WebServer, tmp_path: Path) -> None:
    folder, port = tmp_path / "proxy", free_port()
    folder.mkdir()
    first, second, *_rest = web_server.tokens
    with proxy(folder, web_server.port, port) as output:
        wait_until(lambda: _is_up(port), output=output)
        assert Respondent(port, is_tls=True).answer(first) == 302
        assert Respondent(port, is_tls=True).ask("GET", f"/i/{second}x")[0] == 404
        too_long = {"wish": MARK * 60_000}
        assert Respondent(port, is_tls=True).ask("POST", "/s/en/send/", too_long)[0] == 413
        assert Respondent(port, is_tls=True).ask("GET", "/accounts/sign-in/")[0] in {200, 301, 302}

    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    said = output.read_text()
    assert re.search(r"T\S+ GET (200|30\d) ", said), said  # the control: a leader's page is counted
    for secret in (MARK, AGENT, first, second, "/s/en", "/i/", "accounts"):
        assert [path for path, content in kept.items() if secret.encode() in content] == [], secret
    assert "127.0.0.1" not in said


def _is_up(port: int) -> bool:
    try:
        return Respondent(port, is_tls=True).ask("GET", "/health/live")[0] == 200
    except OSError:
        return False
