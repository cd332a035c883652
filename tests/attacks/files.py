"""What lies in the files of a running server."""

import os
from collections.abc import Iterator
from pathlib import Path


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Read every file under a folder that the server keeps changing meanwhile.

    Tests beside this one drop databases of their own, so files and whole folders may go away
    while they are listed: those are passed over.
    """
    for place, _folders, names in os.walk(folder):
        for name in sorted(names):
            path = Path(place) / name
            try:
                yield path, path.read_bytes() if path.is_file() else b""  # sockets are no files
            except FileNotFoundError:
                continue
