import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import Settings

from reports.files import digest_of, file_path, is_intact, write_file

CONTENT = b"%PDF" + bytes(20_000)


@contextmanager
def largest_file(size_bytes: int) -> Iterator[None]:
    """Let the system refuse larger files, as a disk without room does in the middle of one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_written_file_is_intact_until_it_changes() -> None:
    sha256 = write_file("report.pdf", CONTENT)

    assert sha256 == digest_of(CONTENT)
    assert is_intact("report.pdf", sha256)
    file_path("report.pdf").write_bytes(CONTENT + b"!")
    assert not is_intact("report.pdf", sha256)
    assert not is_intact("absent.pdf", sha256)
    assert not is_intact("", sha256)


def test_file_and_folder_are_the_owners_alone() -> None:
    write_file("report.pdf", CONTENT)

    assert file_path("report.pdf").stat().st_mode & 0o777 == 0o600
    assert file_path("report.pdf").parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["../../escape.pdf", "/etc/passwd", "a/b/c.pdf"])
def test_name_never_leads_out_of_the_folder(name: str, settings: Settings) -> None:
    assert file_path(name).parent == Path(settings.MEDIA_ROOT) / "reports"


def test_file_that_finds_no_room_leaves_nothing_behind() -> None:
    write_file("report.pdf", b"the former one")

    with largest_file(1_000), pytest.raises(OSError, match="File too large"):
        write_file("report.pdf", CONTENT)

    assert [path.name for path in file_path("report.pdf").parent.iterdir()] == ["report.pdf"]
    assert file_path("report.pdf").read_bytes() == b"the former one"
