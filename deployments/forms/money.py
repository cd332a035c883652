"""The form for what owning costs and what the alternatives cost."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deployments.forms.fields import MoneyField, PercentField, QuantityField
from deployments.sizing.scenario import CloudReference, CostAssumptions

CURRENCIES = ("USD", "EUR", "GBP", "CHF")
_CLOUD_PREFIX = "cloud_"


def _this_year() -> int:
    return timezone.localdate().year


class CostsForm(forms.Form):
    """Purchase, running, people, alternatives; amounts are in one currency of one year."""

    currency = forms.ChoiceField(
        label=_("Currency"), initial="USD", choices=[(code, code) for code in CURRENCIES]
    )
    price_year = forms.IntegerField(
        label=_("Prices of the year"), initial=_this_year, min_value=2000, max_value=2100
    )
    capex = MoneyField(
        label=_("Quote for the servers"),
        required=False,
        help_text=_("Empty takes the price range of the catalog, which is in US dollars."),
    )
    network_capex = MoneyField(label=_("Switches and cabling"), initial=Decimal(30_000))
    life_years = forms.IntegerField(label=_("Years of use"), initial=4, min_value=1, max_value=10)
    residual_share = PercentField(
        label=_("Worth at the end (% of the servers' price)"), initial=0.10
    )
    discount_rate = PercentField(
        label=_("Discount rate (% per year)"), initial=0.08, most_percent=99
    )
    utilization = PercentField(
        label=_("Mean use of the throughput (%)"),
        initial=0.45,
        least_percent=0.1,
        help_text=_("Over day and night, of what the machines could deliver."),
    )
    idle_kw = QuantityField(
        label=_("Draw at rest (kW)"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Empty derives it from the data sheets."),
    )
    peak_kw = QuantityField(
        label=_("Draw at full load (kW)"), required=False, min_value=0, max_value=1_000_000
    )
    pue = QuantityField(
        label=_("Power usage effectiveness"),
        initial=1.4,
        min_value=1,
        max_value=10,
        help_text=_("Whole room over servers; 1.2 is very good, 1.6 is common."),
    )
    price_per_kwh = MoneyField(
        label=_("Electricity (per kWh)"), initial=Decimal("0.15"), decimal_places=4
    )
    colocation_per_kw_month = MoneyField(
        label=_("Floor space (per kW and month)"),
        initial=Decimal(200),
        help_text=_("What a data center bills on peak power; 0 in a room of your own."),
    )
    staff_fte = QuantityField(
        label=_("People who run it (full-time equivalents)"),
        initial=0.5,
        min_value=0,
        max_value=1000,
    )
    salary_per_year = MoneyField(label=_("Cost of one person per year"), initial=Decimal(150_000))
    support_share = PercentField(
        label=_("Support per year (% of the servers' price)"), initial=0.10
    )
    licenses_per_year = MoneyField(label=_("Software licenses per year"), initial=Decimal(0))
    network_per_year = MoneyField(label=_("Lines per year"), initial=Decimal(0))
    cloud_gpu_hour_price = MoneyField(
        label=_("Rent of one GPU per hour"),
        required=False,
        decimal_places=4,
        help_text=_("Empty takes the catalog."),
    )
    cloud_gpus = forms.IntegerField(
        label=_("GPUs to rent"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Empty rents as many as you would own."),
    )
    cloud_commitment_discount_share = PercentField(
        label=_("Discount for committing (%)"), initial=0.0
    )
    cloud_api_input_per_mtok = MoneyField(
        label=_("Hosted API, per million input tokens"), required=False, decimal_places=4
    )
    cloud_api_output_per_mtok = MoneyField(
        label=_("Hosted API, per million output tokens"), required=False, decimal_places=4
    )

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Fields under their headings, in the order of the page."""
        named = {
            _("Prices"): ("currency", "price_year"),
            _("Purchase"): (
                "capex",
                "network_capex",
                "life_years",
                "residual_share",
                "discount_rate",
            ),
            _("Power and room"): (
                "utilization",
                "idle_kw",
                "peak_kw",
                "pue",
                "price_per_kwh",
                "colocation_per_kw_month",
            ),
            _("People and contracts"): (
                "staff_fte",
                "salary_per_year",
                "support_share",
                "licenses_per_year",
                "network_per_year",
            ),
            _("Alternatives"): tuple(
                name for name in self.fields if name.startswith(_CLOUD_PREFIX)
            ),
        }
        return [(heading, [self[name] for name in names]) for heading, names in named.items()]

    def costs(self) -> CostAssumptions:
        """What owning costs."""
        own = {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith(_CLOUD_PREFIX)
        }
        return CostAssumptions(**own)

    def cloud(self) -> CloudReference:
        """What the alternatives cost."""
        rented = {
            name.removeprefix(_CLOUD_PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(_CLOUD_PREFIX)
        }
        return CloudReference(**rented)
