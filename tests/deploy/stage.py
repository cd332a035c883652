"""Prepares an open wave in the database of its environment and prints links, as JSON.

Runs as a process of its own (`python -m tests.deploy.stage`): settings are read once.
"""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after the settings are read

from surveys.models import Invitation  # noqa: E402
from surveys.services.invitations import issue_token  # noqa: E402
from tests.surveys.factories import hire, open_wave  # noqa: E402

call_command("migrate", verbosity=0)
call_command("collectstatic", "--no-input", verbosity=0)
hire({"Sales": 6})
wave = open_wave()
tokens = [issue_token(invitation=one) for one in Invitation.objects.filter(wave=wave)]
sys.stdout.write(json.dumps({"tokens": tokens, "wave": str(wave.pk)}))
