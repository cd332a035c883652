"""Sentences that open a section, by key of the statement. Each is whole, none is glued."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEAD_SENTENCES: Mapping[str, Promise] = {
    "lead.dimensions": _(
        "“%(highest)s” stands highest with %(high)s points, “%(lowest)s” lowest with %(low)s; "
        "%(ready)s of %(total)s dimensions reach “Ready”."
    ),
    "lead.dimensions.none_ready": _(
        "“%(highest)s” stands highest with %(high)s points, “%(lowest)s” lowest with %(low)s; none "
        "of %(total)s dimensions reaches “Ready”."
    ),
    "lead.answers": _(
        "Most answers are favorable to “%(most)s” (%(high)s), fewest to “%(least)s” (%(low)s)."
    ),
    "lead.agreement": _(
        "The workforce is split in none of %(total)s dimensions; answers differ most over "
        "“%(dimension)s”, by %(distance)s scale points on average."
    ),
    "lead.agreement.split": _(
        "The workforce is split in %(split)s of %(total)s dimensions, most over “%(dimension)s”: "
        "answers lie %(distance)s scale points from their mean."
    ),
    "lead.gaps": _(
        "Leaders expect more than people report in %(more)s of %(total)s dimensions. Confirmed "
        "gaps: %(confirmed)s. The widest is “%(dimension)s” (%(gap)s points)."
    ),
    "lead.groups": _(
        "By %(column)s the score runs from %(low)s (%(lowest)s) to %(high)s (%(highest)s)."
    ),
    "lead.groups.share": _(
        "By %(column)s the score runs from %(low)s (%(lowest)s) to %(high)s (%(highest)s). Of all "
        "differences between people, %(share)s lie between these groups, the rest within them."
    ),
    "lead.groups.alike": _(
        "By %(column)s the score runs from %(low)s (%(lowest)s) to %(high)s (%(highest)s), no "
        "further apart than chance alone would put them."
    ),
    "lead.comments": _("Most comments are about “%(theme)s”: %(n)s of %(total)s."),
    "lead.comments.critical": _(
        "Most comments are about “%(theme)s”: %(n)s of %(total)s. The most critical ones are about "
        "“%(critical)s”."
    ),
    "lead.trend.moved": _(
        "Since the wave before, the score has moved by %(change)s points (95 percent interval "
        "%(low)s to %(high)s). Dimensions that moved: %(moved)s of %(total)s."
    ),
    "lead.trend.stable": _(
        "Since the wave before, the score has stayed within 5 points (%(change)s, 95 percent "
        "interval %(low)s to %(high)s). Dimensions that moved: %(moved)s of %(total)s."
    ),
    "lead.trend.inconclusive": _(
        "Whether the score has moved since the wave before cannot be told (%(change)s, 95 percent "
        "interval %(low)s to %(high)s). Dimensions that moved: %(moved)s of %(total)s."
    ),
    "lead.trend.fallen": _(
        "Since the wave before, the score has fallen (%(change)s, 95 percent interval %(low)s to "
        "%(high)s), but whether by the 5 points that count cannot be told. Dimensions that moved: "
        "%(moved)s of %(total)s."
    ),
    "lead.trend.risen": _(
        "Since the wave before, the score has risen (%(change)s, 95 percent interval %(low)s to "
        "%(high)s), but whether by the 5 points that count cannot be told. Dimensions that moved: "
        "%(moved)s of %(total)s."
    ),
    "lead.pillars": _(
        "“%(pillar)s” costs the score most: %(score)s points at a weight of %(weight)s percent."
    ),
    "lead.capacity": _(
        "Replicas at peak: %(needed)s needed, a spare one included; %(replicas)s at hand. A first "
        "token is expected after %(ttft)s ms, each further one after %(tpot)s ms."
    ),
    "lead.capacity.short": _(
        "Replicas at peak: %(needed)s needed, a spare one included; only %(replicas)s at hand. A "
        "first token is expected after %(ttft)s ms, each further one after %(tpot)s ms."
    ),
    "lead.capacity.slow": _(
        "At the pessimistic speed no number of replicas meets the latency asked for. A first token "
        "is expected after %(ttft)s ms, each further one after %(tpot)s ms."
    ),
    "lead.costs": _(
        "“%(option)s” costs least over the years: %(amount)s thousand %(currency)s at present "
        "value."
    ),
    "lead.costs.ruled_out": _(
        "“%(option)s” would cost least (%(amount)s thousand %(currency)s at present value) but is "
        "ruled out; of what is allowed, “%(open)s” costs least (%(more)s thousand)."
    ),
}
