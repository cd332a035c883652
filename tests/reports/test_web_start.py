"""What a web process carries: it asks for reports and never prints one."""

import subprocess
import sys

PROGRAM = """
import sys
import readiness.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(sorted({"weasyprint", "pikepdf", "xlsxwriter", "pptx", "pyhanko"} & sys.modules.keys()))
"""


def test_web_process_loads_no_printer() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    assert finished.stdout == "[]\n"
