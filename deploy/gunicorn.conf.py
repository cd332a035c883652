"""Settings of the web server: nothing about who asked for what is ever logged.

Used by the container image and by `manage.py serve`. Addresses and processes are given on the
command line.
"""

import logging
import re
from typing import ClassVar

from gunicorn.glogging import Logger

_PATH = re.compile(r"/(?:b|d|i|k|s|t)/[^\s'\"]*")
_ADDRESS = re.compile(r"ip=\S+")


class _Nameless(logging.Filter):
    """Takes addresses, paths of respondents and what a client sent out of a message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, without what could tell of a respondent."""
        text = record.getMessage()
        if text.startswith("Invalid request"):  # what follows quotes the request
            text = "Invalid request"
        record.msg = _ADDRESS.sub("ip=…", _PATH.sub("/…", text))
        record.args = ()
        return True


class NamelessLogger(Logger):
    """gunicorn's own, with every message filtered and no access log, whatever the command says."""

    filters: ClassVar = (_Nameless(),)

    def setup(self, cfg: object) -> None:
        """Set up as gunicorn does, then filter."""
        super().setup(cfg)
        for each in self.filters:
            self.error_log.addFilter(each)

    def access(self, *_arguments: object) -> None:
        """Say nothing."""


logger_class = NamelessLogger
accesslog = None
errorlog = "-"
loglevel = "warning"
capture_output = False
statsd_host = None  # metrics of single requests would tell when somebody answered
control_socket_disable = True
forwarded_allow_ips = ""  # the product uses no client address
limit_request_line = 4094
graceful_timeout = 30
