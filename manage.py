#!/usr/bin/env python3
"""Django's command line for this project; `./run manage …` calls it with the right interpreter."""

import os
import sys

from readiness.command_line import run_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readiness.settings")
    run_command(sys.argv)
