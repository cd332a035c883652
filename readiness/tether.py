"""Ties the life of a process to its parent's, so that a supervisor killed by force leaves nobody.

Linux only: elsewhere children of a supervisor killed with SIGKILL live on until they are stopped.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
# loaded here: between fork and exec nothing may be imported
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def tie_to_parent(parent_pid: int) -> None:
    """Have the kernel kill this process when its parent ends, however that ends."""
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent_pid:  # it ended before the call above
        os.kill(os.getpid(), signal.SIGKILL)
