"""The web server with the shipped settings says nothing about who answered, or what."""

import importlib.util
import io
import logging
from types import ModuleType

import pytest
from gunicorn.config import Config

from tests.deploy.conftest import WebServer
from tests.deploy.respondent import AGENT, MARK, Respondent
from tests.processes import ROOT


def settings() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shipped", ROOT / "deploy" / "gunicorn.conf.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_answers_leave_no_word_in_any_log_of_the_web_server(web_server: WebServer) -> None:
    respondent = Respondent(web_server.port)
    first, second, *_rest = web_server.tokens

    assert respondent.answer(first) == 302
    assert Respondent(web_server.port).ask("GET", f"/i/{first}")[0] == 409
    assert Respondent(web_server.port).ask("GET", f"/i/{second}x")[0] == 404
    respondent.send_nonsense(second)

    for secret in (MARK, AGENT, first, second, "127.0.0.1", "/s/en", "/i/"):
        assert secret not in web_server.said(), secret


@pytest.mark.slow
def test_usual_access_log_would_tell(talkative_web_server: WebServer) -> None:
    """The control: what is looked for above can be found."""
    token = talkative_web_server.tokens[0]

    assert Respondent(talkative_web_server.port).answer(token) == 302

    said = talkative_web_server.said()
    assert token in said
    assert AGENT in said
    assert "127.0.0.1" in said


@pytest.mark.parametrize(
    ("text", "logged"),
    [
        ("Error handling request /i/abc-DEF_1", "Error handling request /…"),
        ("Error handling request POST /s/de/send/?a=b", "Error handling request POST /…"),
        ("Error handling request /k/x/en/ and more", "Error handling request /… and more"),
        ("Invalid request from ip=10.1.2.3: Invalid header: Marmelade", "Invalid request"),
        ("Worker timeout ip=::1 (pid:7)", "Worker timeout ip=… (pid:7)"),
        ("Booting worker with pid: 12", "Booting worker with pid: 12"),
    ],
)
def test_messages_lose_what_could_tell_of_a_respondent(text: str, logged: str) -> None:
    module = settings()
    config = Config()
    config.set("errorlog", "-")
    logger = module.NamelessLogger(config)
    stream = io.StringIO()
    logger.error_log.handlers = [logging.StreamHandler(stream)]
    logger.error_log.propagate = False

    logger.error("%s", text)

    assert stream.getvalue() == f"{logged}\n"


def test_settings_switch_off_what_counts_single_requests() -> None:
    module = settings()

    assert module.accesslog is None
    assert module.statsd_host is None
    assert module.forwarded_allow_ips == ""
    assert module.loglevel == "warning"
