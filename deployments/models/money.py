"""What owning costs, and what the alternatives cost."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from deployments.models.assessment import Assessment
from deployments.models.checks import least_check, share_check

MAX_LIFE_YEARS = 10


def _money(
    max_digits: int = 14, decimal_places: int = 2
) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(
        max_digits=max_digits, decimal_places=decimal_places, validators=[MinValueValidator(0)]
    )


def _optional_money(
    max_digits: int = 14, decimal_places: int = 2
) -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(
        max_digits=max_digits,
        decimal_places=decimal_places,
        null=True,
        validators=[MinValueValidator(0)],
    )


class CostAssumptions(models.Model):
    """Money for machines of one's own and for the alternatives, in one currency of one year."""

    assessment = models.OneToOneField(
        Assessment, primary_key=True, on_delete=models.CASCADE, related_name="costs"
    )
    currency = models.CharField(max_length=3)
    price_year = models.PositiveSmallIntegerField()
    capex = _optional_money()
    network_capex = _money()
    life_years = models.PositiveSmallIntegerField()
    residual_share = models.FloatField()
    idle_kw = models.FloatField(null=True)
    peak_kw = models.FloatField(null=True)
    utilization = models.FloatField()
    pue = models.FloatField()
    price_per_kwh = _money(decimal_places=4)
    colocation_per_kw_month = _money()
    staff_fte = models.FloatField()
    salary_per_year = _money()
    support_share = models.FloatField()
    licenses_per_year = _money()
    network_per_year = _money()
    discount_rate = models.FloatField()
    cloud_gpu_hour_price = _optional_money(decimal_places=4)
    cloud_gpus = models.PositiveIntegerField(null=True)
    cloud_commitment_discount_share = models.FloatField(default=0.0)
    api_input_per_mtok = _optional_money(decimal_places=4)
    api_output_per_mtok = _optional_money(decimal_places=4)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="costs_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(price_year__gte=2000, price_year__lte=2100), name="costs_year_plausible"
            ),
            models.CheckConstraint(
                condition=Q(life_years__gte=1, life_years__lte=MAX_LIFE_YEARS),
                name="costs_life_plausible",
            ),
            models.CheckConstraint(condition=Q(pue__gte=1), name="costs_pue_at_least_one"),
            models.CheckConstraint(
                condition=Q(discount_rate__gt=-1), name="costs_discount_rate_possible"
            ),
            models.CheckConstraint(
                condition=Q(idle_kw__isnull=True)
                | Q(peak_kw__isnull=True)
                | Q(idle_kw__lte=F("peak_kw")),
                name="costs_idle_power_below_peak",
            ),
            least_check("costs", 1, "cloud_gpus"),
            least_check(
                "costs",
                0,
                "capex",
                "network_capex",
                "price_per_kwh",
                "colocation_per_kw_month",
                "staff_fte",
                "salary_per_year",
                "support_share",
                "licenses_per_year",
                "network_per_year",
                "idle_kw",
                "cloud_gpu_hour_price",
                "api_input_per_mtok",
                "api_output_per_mtok",
            ),
            share_check("costs", "residual_share"),
            share_check("costs", "utilization"),
            share_check("costs", "cloud_commitment_discount_share"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.price_year}"
