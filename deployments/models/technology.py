"""What is to run: the language model, the accelerators, the demand, the room."""

from django.db import models
from django.db.models import F, Q

from deployments.catalog.geometry import Precision
from deployments.models.assessment import Assessment
from deployments.models.checks import choice_check, least_check, share_check
from deployments.sizing.scenario import Backend

PRECISION_CHOICES = [(precision.value, precision.value.upper()) for precision in Precision]
BACKEND_CHOICES = [
    (Backend.VLLM.value, "vLLM"),
    (Backend.TRTLLM.value, "TensorRT-LLM"),
    (Backend.SGLANG.value, "SGLang"),
]


class ServedModel(models.Model):
    """The language model, from the catalog or from its configuration, and how it is laid out."""

    assessment = models.OneToOneField(
        Assessment, primary_key=True, on_delete=models.CASCADE, related_name="served_model"
    )
    catalog_model = models.CharField(max_length=200, blank=True)
    config = models.JSONField(null=True)
    config_title = models.CharField(max_length=200, blank=True)
    weights = models.CharField(max_length=10, choices=PRECISION_CHOICES)
    kv_cache = models.CharField(max_length=10, choices=PRECISION_CHOICES)
    backend = models.CharField(max_length=10, choices=BACKEND_CHOICES, default=Backend.VLLM.value)
    tensor_parallel = models.PositiveSmallIntegerField(null=True)
    pipeline_parallel = models.PositiveSmallIntegerField(default=1)
    gpu_memory_utilization = models.FloatField(default=0.90)
    overhead_gib = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(~Q(catalog_model="") & Q(config__isnull=True))
                | (Q(catalog_model="") & Q(config__isnull=False) & ~Q(config_title="")),
                name="model_from_catalog_or_config",
            ),
            choice_check("model", "weights", PRECISION_CHOICES),
            choice_check("model", "kv_cache", PRECISION_CHOICES),
            choice_check("model", "backend", BACKEND_CHOICES),
            least_check("model", 1, "tensor_parallel", "pipeline_parallel"),
            least_check("model", 0, "overhead_gib"),
            models.CheckConstraint(
                condition=Q(gpu_memory_utilization__gt=0, gpu_memory_utilization__lte=1),
                name="model_memory_utilization_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.catalog_model or self.config_title


class GpuPool(models.Model):
    """Equal accelerators in equal hosts; one pool of an assessment carries the model."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="gpu_pools")
    accelerator = models.CharField(max_length=100)
    count = models.PositiveIntegerField()
    gpus_per_island = models.PositiveIntegerField()
    host_count = models.PositiveIntegerField(default=1)
    measured_memory_gib = models.FloatField(null=True)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            least_check("pool", 1, "count", "gpus_per_island", "host_count"),
            models.CheckConstraint(
                condition=Q(measured_memory_gib__gt=0) | Q(measured_memory_gib__isnull=True),
                name="pool_memory_positive",
            ),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(is_chosen=True), name="one_chosen_pool"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.accelerator}"


class Workload(models.Model):
    """Who asks how much, and how fast the answer must come."""

    assessment = models.OneToOneField(
        Assessment, primary_key=True, on_delete=models.CASCADE, related_name="workload"
    )
    users = models.PositiveIntegerField()
    active_share = models.FloatField()
    requests_per_user_hour = models.FloatField()
    peak_factor = models.FloatField()
    prompt_tokens = models.PositiveIntegerField()
    output_tokens = models.PositiveIntegerField()
    max_context_tokens = models.PositiveIntegerField()
    ttft_slo_ms = models.FloatField()
    tpot_slo_ms = models.FloatField()
    cached_prefix_share = models.FloatField(default=0.0)
    growth_per_year = models.FloatField(default=0.0)

    class Meta:
        constraints = [
            least_check("workload", 1, "users", "prompt_tokens", "output_tokens", "peak_factor"),
            share_check("workload", "active_share"),
            share_check("workload", "cached_prefix_share"),
            models.CheckConstraint(
                condition=Q(requests_per_user_hour__gt=0, ttft_slo_ms__gt=0, tpot_slo_ms__gt=0),
                name="workload_rates_positive",
            ),
            models.CheckConstraint(
                condition=Q(max_context_tokens__gte=F("prompt_tokens") + F("output_tokens")),
                name="workload_context_holds_a_request",
            ),
            models.CheckConstraint(
                condition=Q(growth_per_year__gt=-1), name="workload_growth_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.users} users"


class Site(models.Model):
    """The room and its lines; empty fields mean nobody has said."""

    assessment = models.OneToOneField(
        Assessment, primary_key=True, on_delete=models.CASCADE, related_name="site"
    )
    name = models.CharField(max_length=200, blank=True)
    power_kw = models.FloatField(null=True)
    cooling_kw = models.FloatField(null=True)
    racks = models.PositiveIntegerField(null=True)
    kw_per_rack = models.FloatField(null=True)
    storage_tb = models.FloatField(null=True)
    storage_gbyte_per_second = models.FloatField(null=True)
    network_gbit_per_second = models.FloatField(null=True)
    is_air_gapped = models.BooleanField(default=False)
    has_offline_models = models.BooleanField(default=False)
    has_offline_images = models.BooleanField(default=False)
    has_offline_drivers = models.BooleanField(default=False)

    class Meta:
        constraints = [
            least_check(
                "site",
                0,
                "power_kw",
                "cooling_kw",
                "kw_per_rack",
                "storage_tb",
                "storage_gbyte_per_second",
                "network_gbit_per_second",
            ),
        ]

    def __str__(self) -> str:
        return self.name
