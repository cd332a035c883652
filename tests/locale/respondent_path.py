"""What a respondent may come across, and the door: the part that is spoken in six languages."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.docs.pages import ROOT

RESPONDENT_FILES = (
    "templates/respond/*.html",
    "templates/base_respondent.html",
    "templates/surveys/mail/invitation.txt",
    "templates/surveys/mail/reminder.txt",
    "templates/components/brand.html",
    "templates/components/field.html",
    "templates/components/form_errors.html",
    "templates/components/language_links.html",
    "templates/components/language_switch.html",
    "templates/components/suppressed.html",
    "templates/403.html",
    "templates/403_csrf.html",
    "templates/404.html",
    "templates/429.html",
    "templates/500.html",
    "surveys/promise.py",
    "surveys/forms/response.py",
    "surveys/obstacles.py",
    "surveys/services/invitations.py",
    "surveys/services/responding.py",
    "surveys/stored_rows.py",
    "surveys/views/answering.py",
    "surveys/views/ballots.py",
    "surveys/views/codes_respond.py",
    "surveys/views/follow_up.py",
    "surveys/views/respondent_frame.py",
    "surveys/views/respond.py",
    "surveys/views/trial.py",
    "templates/accounts/sign_in.html",
    "templates/accounts/code.html",
    "templates/accounts/not_admitted.html",
    "templates/accounts/password_forgotten.html",
    "templates/accounts/password_new.html",
    "templates/accounts/password_sent.html",
    "templates/account/email/*.txt",
    "templates/socialaccount/*.html",
    "accounts/forms/passwords.py",
    "accounts/forms/sign_in.py",
)

PRODUCT_FILES = (
    "templates/**/*.html",
    "templates/**/*.txt",
    *(f"{room}/**/*.py" for room in ("accounts", "jobs", "surveys", "deployments", "reports")),
    "readiness/**/*.py",
)

Message = tuple[str, str]
"""Context, which is mostly empty, and the English text."""


def spoken_messages(folder: Path, patterns: Sequence[str] = RESPONDENT_FILES) -> set[Message]:
    """Every message of these files, as gettext finds it."""
    files = {path for pattern in patterns for path in ROOT.glob(pattern)}
    for path in files:
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    (folder / "locale").mkdir()
    subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages", "--locale", "xx"),
            *("--extension", "html,txt,py", "--no-location", "--no-wrap", "--verbosity", "0"),
        ],
        cwd=folder,
        check=True,
        env={name: one for name, one in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
    )
    return set(translations(folder / "locale" / "xx" / "LC_MESSAGES" / "django.po"))


def translations(catalog: Path) -> dict[Message, list[str]]:
    """Messages of a catalog with their translations, more than one where there is a plural."""
    found: dict[Message, list[str]] = {}
    for block in re.split(r"\n\s*\n", catalog.read_text(encoding="utf-8")):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            begun = re.match(r"(msg\w+(?:\[\d\])?)\s+(\".*\")$", line)
            name, text = (begun[1], begun[2]) if begun else (name, line)
            parts[name] = parts.get(name, "") + ast.literal_eval(text)
        if parts.get("msgid"):
            told = [text for key, text in parts.items() if key.startswith("msgstr")]
            found[parts.get("msgctxt", ""), parts["msgid"]] = told
    return found
