"""Halts a process at one step, for a test that kills it there or lets it go on.

Imported by the stage, or by a real worker with `--include tests.faults.pauses`. PAUSE_AT names the
step, PAUSE_FOLDER the folder in which the files `halted` and `go` pass the word.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType, ModuleType

from surveys.services import release, responding, trustee

# step: the function that ends before the halt, or begins after it
BEFORE = MappingProxyType(
    {
        "before opening": (release, "_open"),
        "inside the writing transaction": (release, "drop_partition"),
        "before the key is destroyed": (release, "_complete"),
        "before the disk is scrubbed": (release, "scrub"),
    }
)
AFTER = MappingProxyType(
    {
        "after opening": (release, "_open"),
        "after computing": (release, "compute_figures"),
        "after the disk is scrubbed": (release, "scrub"),
        "before the envelope is stored": (responding, "spend"),
    }
)
RELEASE_STEPS = (*BEFORE, "after opening", "after computing", "after the disk is scrubbed")
TRUSTEE_STEPS = MappingProxyType(
    {
        "before the key is made": (trustee, "make_wave_key"),
        "before the slot is renewed": (trustee, "renew_slot"),
        "before the slot is destroyed": (release, "close_slot"),
    }
)


def pause_at(step: str, folder: Path) -> None:
    """Make this process halt when it comes to the step."""

    def halt() -> None:
        (folder / "halted").touch()
        while not (folder / "go").exists():
            time.sleep(0.02)

    module, name = {**BEFORE, **AFTER, **TRUSTEE_STEPS}[step]
    setattr(module, name, _halting(module, name, halt, is_before=step not in AFTER))


def _halting(
    module: ModuleType, name: str, halt: Callable[[], None], *, is_before: bool
) -> Callable[..., object]:
    function: Callable[..., object] = getattr(module, name)

    def halting(*arguments: object, **named: object) -> object:
        if is_before:
            halt()
        result = function(*arguments, **named)
        if not is_before:
            halt()
        return result

    return halting


if step := os.environ.get("PAUSE_AT"):
    pause_at(step, Path(os.environ["PAUSE_FOLDER"]))
