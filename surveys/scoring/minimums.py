"""Smallest numbers of answers from which a figure is given (scoring model ORS-1)."""

INTERVAL = 10
"""Respondents for an interval and a band: below it the error itself is too uncertain."""

RELIABILITY = 30
"""Respondents for alpha and omega: below it their intervals span most of 0..1."""

GAP_LEADERS = 5
"""Leaders for a gap; with fewer the sponsor's declared targets stand in."""

ALIGNMENT_LEADERS = 10
"""Leaders for the alignment index as a number; with fewer the label is shown alone."""

GAP_WORKFORCE = 10
"""Respondents for a confirmed gap."""

SMALL_WORKFORCE = 30
"""Below this many invited, pages say that single persons move the score."""
