"""One long-running child process: started tied to us, stopped in order, restarted with patience."""

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from functools import partial

from django.conf import settings

from readiness.tether import tie_to_parent

logger = logging.getLogger(__name__)

FIRST_DELAY_SECONDS = 1.0
LONGEST_DELAY_SECONDS = 30.0
CALM_SECONDS = 60.0  # a program that ran this long starts with a clean record
STOP_PATIENCE_SECONDS = 30.0  # for requests and the job at hand; a killed job is done again


class Program:
    """A child process in a process group of its own: Ctrl-C in the terminal reaches us alone."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        passed_fds: Sequence[int] = (),
        is_chatty: bool = False,
    ) -> None:
        """`is_chatty` programs say what nobody needs on their output; their errors still show."""
        self.name = name
        self._output = subprocess.DEVNULL if is_chatty else None
        self._command = list(command)
        self._passed_fds = tuple(passed_fds)
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._delay_seconds = FIRST_DELAY_SECONDS
        self._restart_at: float | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def age_seconds(self) -> float:
        """Time since the last start, without the time that the machine slept."""
        return time.monotonic() - self._started_at

    def start(self) -> None:
        """Start the process; its output goes where ours goes."""
        self._started_at = time.monotonic()
        self._restart_at = None
        self._process = subprocess.Popen(  # noqa: S603 -- our own commands, no shell
            self._command,
            cwd=settings.BASE_DIR,
            pass_fds=self._passed_fds,
            stdout=self._output,
            process_group=0,
            preexec_fn=partial(tie_to_parent, os.getpid()),  # noqa: PLW1509 -- system calls alone
        )

    def restart_when_ended(self) -> None:
        """Start again what has ended: at first soon, after each further end more slowly."""
        if self._process is None or self.is_running:
            return
        if self._restart_at is None:
            self._plan_restart(self._process.returncode)
        elif time.monotonic() >= self._restart_at:
            self.start()

    def stop(self) -> None:
        """Ask the process to end, and after `STOP_PATIENCE_SECONDS` kill it."""
        if self._process is None:
            return
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_PATIENCE_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the process and its children at once."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _plan_restart(self, status: int) -> None:
        self.kill()  # its children may have outlived it
        if self.age_seconds > CALM_SECONDS:
            self._delay_seconds = FIRST_DELAY_SECONDS
        self._restart_at = time.monotonic() + self._delay_seconds
        logger.error(
            "program.ended",
            extra={
                "program": self.name,
                "status": status,
                "restart_seconds": self._delay_seconds,
            },
        )
        self._delay_seconds = min(2 * self._delay_seconds, LONGEST_DELAY_SECONDS)
