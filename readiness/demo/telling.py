"""Tells the story beside a real worker, and refuses where the data are not the demo's own."""

from collections.abc import Callable
from contextlib import nullcontext

from accounts.models import User
from readiness.demo.company import EMAIL_DOMAIN
from readiness.demo.first_steps import FirstSteps, first_steps
from readiness.demo.story import tell_story
from readiness.demo.waiting import DemoStopped
from readiness.serving import running_worker
from surveys.models import Employee


def run_demo(*, say: Callable[[str], None], brings_worker: bool) -> FirstSteps:
    """Do the main job on demo data.

    Parameters
    ----------
    say
        Is told every step that was just done.
    brings_worker
        Start a worker for the time of the story; otherwise one must run already.

    Raises
    ------
    DemoStopped
        The database holds somebody's real data, or a job failed.
    """
    _refuse_real_data()
    with running_worker() if brings_worker else nullcontext():
        told = tell_story(say=say)
    return first_steps(told)


def _refuse_real_data() -> None:
    for people in (User.objects.all(), Employee.objects.all()):
        if people.exclude(email__endswith=f"@{EMAIL_DOMAIN}").exists():
            raise DemoStopped(
                "This database has people who do not belong to the demo, so nothing was changed. "
                "Name an empty folder in READINESS_DATA_DIR and run the demo again."
            )
