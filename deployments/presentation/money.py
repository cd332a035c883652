"""Options side by side, the yearly lines, and what moves the result."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deployments.figures import figure_words, number_words, percent_words, range_words
from deployments.presentation.parts import Row, Table
from deployments.presentation.pictures import Picture, cost_picture
from deployments.sizing.results import CostComparison, OptionCost
from deployments.wording import finding_words, option_words

_LINES: dict[str, Promise] = {
    "energy": gettext_lazy("Electricity"),
    "colocation": gettext_lazy("Floor space"),
    "staff": gettext_lazy("People"),
    "support": gettext_lazy("Support"),
    "licenses": gettext_lazy("Licenses"),
    "network": gettext_lazy("Lines"),
}
_INPUTS: dict[str, Promise] = {
    "capex": gettext_lazy("Price of the servers"),
    "network_capex": gettext_lazy("Switches and cabling"),
    "life_years": gettext_lazy("Years of use"),
    "residual_share": gettext_lazy("Worth at the end"),
    "utilization": gettext_lazy("Mean use"),
    "pue": gettext_lazy("Power usage effectiveness"),
    "price_per_kwh": gettext_lazy("Electricity price"),
    "colocation_per_kw_month": gettext_lazy("Floor space"),
    "staff_fte": gettext_lazy("People"),
    "salary_per_year": gettext_lazy("Cost of one person"),
    "support_share": gettext_lazy("Support"),
    "discount_rate": gettext_lazy("Discount rate"),
    "idle_kw": gettext_lazy("Draw at rest"),
    "peak_kw": gettext_lazy("Draw at full load"),
    "licenses_per_year": gettext_lazy("Licenses"),
    "network_per_year": gettext_lazy("Lines"),
    "growth_per_year": gettext_lazy("Growth of demand"),
}


@dataclass(frozen=True, slots=True)
class CostSection:
    """The money part of a result."""

    options: Table
    picture: Picture
    lines: Table
    tornado: Table | None
    break_even: tuple[Row, ...]
    notes: tuple[str, ...]


def cost_section(costs: CostComparison) -> CostSection:
    """All tables of the comparison."""
    return CostSection(
        options=_options_table(costs),
        lines=_lines_table(costs),
        picture=cost_picture(costs),
        tornado=_tornado_table(costs) if costs.tornado else None,
        break_even=_break_even_rows(costs),
        notes=tuple(finding_words(note, costs.currency) for note in costs.notes),
    )


def _options_table(costs: CostComparison) -> Table:
    columns = (
        _("Option"),
        _("Purchase"),
        _("Per year"),
        _("Present value"),
        _("P10 to P90"),
        _("Per million output tokens"),
    )
    caption = _("Cost of the options, %(currency)s of %(year)s") % {
        "currency": costs.currency,
        "year": str(costs.price_year),
    }
    return Table(caption, columns, tuple(_option_row(option) for option in costs.options))


def _option_row(cost: OptionCost) -> tuple[str, ...]:
    per_mtok = cost.usd_per_mtok
    return (
        option_words(cost.option),
        number_words(cost.capex),
        number_words(cost.opex_per_year),
        number_words(cost.npv),
        range_words(number_words(cost.npv_low), number_words(cost.npv_high)),
        "–" if per_mtok is None else number_words(per_mtok, 2),
    )


def _lines_table(costs: CostComparison) -> Table:
    rows = tuple(
        (str(_LINES.get(line.key, line.key)), number_words(line.amount_per_year))
        for line in costs.opex_lines
    )
    columns = (_("Own machines, per year"), costs.currency)
    return Table(_("What running them costs"), columns, rows)


def _tornado_table(costs: CostComparison) -> Table:
    columns = (
        _("Input"),
        _("Low"),
        _("High"),
        _("Present value at low"),
        _("Present value at high"),
    )
    rows = tuple(
        (
            str(_INPUTS.get(bar.key, bar.key)),
            _input_words(bar.key, bar.low_input),
            _input_words(bar.key, bar.high_input),
            number_words(bar.npv_at_low),
            number_words(bar.npv_at_high),
        )
        for bar in costs.tornado
    )
    return Table(_("What moves the cost of own machines most"), columns, rows)


def _input_words(key: str, value: float) -> str:
    return str(int(value)) if key == "life_years" else figure_words(key, value)


def _break_even_rows(costs: CostComparison) -> tuple[Row, ...]:
    month, utilization = costs.break_even_month, costs.break_even_utilization
    never = _("never")
    return (
        Row(
            _("Owning has cost no more than renting from month"),
            never if month is None else number_words(month, 1),
            _("not discounted"),
        ),
        Row(
            _("A token costs no more than by the API from a use of"),
            never if utilization is None else percent_words(utilization, 1),
        ),
    )
