"""The tables by which languages are told apart, read where they lie on disk.

The package would hold 75 MB of them in each process; a comment touches some hundred rows.
"""

import lzma
import shutil
import zipfile
from functools import cache
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

_COPIED_AT_ONCE = 1 << 20


@cache
def language_identifier() -> LanguageIdentifier:
    """The identifier of all languages, its large tables mapped from files without a name."""
    with TemporaryFile() as unpacked:
        with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
            shutil.copyfileobj(packed, unpacked, _COPIED_AT_ONCE)
        unpacked.seek(0)
        with zipfile.ZipFile(unpacked) as archive:
            table = {
                name: _mapped(archive, name)
                for name in ("ptc", "pc", "classes", "nextmove", "nextmove_row", "out_feat")
            }
    return LanguageIdentifier(
        table["ptc"],
        np.array(table["pc"]),
        table["classes"].tolist(),
        memoryview(table["nextmove"]),  # gives plain integers, as fast as a list
        memoryview(table["out_feat"]),
        norm_probs=True,
        tk_row=memoryview(table["nextmove_row"]),
    )


def _mapped(archive: zipfile.ZipFile, name: str) -> Any:  # of any number type
    """One array of an .npz file; its pages are read when touched."""
    with archive.open(f"{name}.npy") as entry, TemporaryFile() as plain:
        np.lib.format.read_magic(entry)
        shape, is_by_column, dtype = np.lib.format.read_array_header_1_0(entry)
        shutil.copyfileobj(entry, plain, _COPIED_AT_ONCE)
        mapped: Any = np.memmap
        return mapped(plain, dtype=dtype, mode="r", shape=shape, order="CF"[is_by_column])
