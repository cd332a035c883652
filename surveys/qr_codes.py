"""QR codes as SVG: drawn here, from an address alone, without any request."""

import io

import segno


def qr_svg(address: str) -> str:
    """An SVG of the address that scales with its box and is read by a phone from a worn card.

    Examples
    --------
    >>> qr_svg("https://survey.example/k/1").startswith("<svg")
    True
    """
    code = segno.make_qr(address, error="m")  # withstands 15 % damage
    buffer = io.BytesIO()
    code.save(buffer, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, nl=False)
    return buffer.getvalue().decode("utf-8")
