"""Makes the demo organization and does the main job on it."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from readiness.demo.telling import run_demo
from readiness.demo.waiting import DemoStopped


class Command(BaseCommand):
    help = (
        "Make a demo organization of 1,200 invented people and do the main job on it: two waves, "
        "a technical assessment, the report. A second run finds everything done and changes the "
        "administrator's password only. Refuses where data of real people are."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="rely on workers that run already, instead of starting one for the time",
        )

    def handle(self, *, no_worker: bool, **_options: object) -> None:
        try:
            steps = run_demo(say=self.stdout.write, brings_worker=not no_worker)
        except DemoStopped as obstacle:
            raise CommandError(str(obstacle)) from obstacle
        self.stdout.write(steps.text())
