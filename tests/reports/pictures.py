"""Small pictures for logos."""

import base64
from io import BytesIO

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 20)) -> bytes:
    """A plain picture of a kind that the library knows."""
    target = BytesIO()
    Image.new("RGB", size, "#7a1f5c").save(target, kind)
    return target.getvalue()


def png_base64() -> str:
    """A plain PNG as a snapshot holds it."""
    return base64.b64encode(picture()).decode()
