"""Charts as SVG text, drawn from plain values. Pure: the same values give the same bytes."""
