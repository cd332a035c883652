"""Shapes of the interface for programs: what an assessment is made from, and what it found."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from deployments.catalog.entries import Destination
from deployments.catalog.geometry import Precision
from deployments.inputs import AssessmentInputs, ModelChoice, PoolEntry
from deployments.models.governance import ANSWER_CHOICES
from deployments.sizing.results import Option, TechnicalBand
from deployments.sizing.scenario import (
    AiActRole,
    Answer,
    AnswerValue,
    Backend,
    CloudReference,
    CostAssumptions,
    DataClassShare,
    Evidence,
    GpuPool,
    OfflinePath,
    RiskClass,
    Serving,
    SiteFacts,
    SovereigntyFacts,
    Workload,
)


def _share(**options: Any) -> serializers.FloatField:
    return serializers.FloatField(min_value=0, max_value=1, **options)


def _whole(**options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=100_000_000, **options)


def _amount(**options: Any) -> serializers.FloatField:
    return serializers.FloatField(min_value=0, max_value=1e9, **options)


def _money(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=14, decimal_places=4, min_value=Decimal(0), **options
    )


class ModelInput(serializers.Serializer[ModelChoice]):
    """A model of the catalog, or a Hugging Face configuration with a title, and its serving."""

    catalog_model = serializers.CharField(max_length=200, default="")
    config = serializers.DictField(required=False, allow_null=True, default=None)
    config_title = serializers.CharField(max_length=200, default="config.json")
    weights = serializers.ChoiceField(list(Precision), default=Precision.BF16)
    kv_cache = serializers.ChoiceField(list(Precision), default=Precision.BF16)
    tensor_parallel = _whole(required=False, allow_null=True, default=None)
    pipeline_parallel = _whole(default=1)
    backend = serializers.ChoiceField(list(Backend), default=Backend.VLLM)
    gpu_memory_utilization = serializers.FloatField(min_value=0.1, max_value=1, default=0.9)
    overhead_gib = _amount(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for exactly one source of the model."""
        if bool(attrs["catalog_model"]) == (attrs["config"] is not None):
            raise serializers.ValidationError("Give either catalog_model or config.")
        return attrs


class PoolInput(serializers.Serializer[GpuPool]):
    """Equal accelerators in equal hosts; `accelerator` is an id of the catalog."""

    accelerator = serializers.CharField(max_length=100)
    count = _whole()
    gpus_per_island = _whole()
    host_count = _whole(default=1)


class WorkloadInput(serializers.Serializer[Workload]):
    """Shares lie between 0 and 1, times are milliseconds."""

    users = _whole()
    active_share = _share()
    requests_per_user_hour = serializers.FloatField(min_value=0.001)
    peak_factor = serializers.FloatField(min_value=1)
    prompt_tokens = _whole()
    output_tokens = _whole()
    max_context_tokens = _whole()
    ttft_slo_ms = serializers.FloatField(min_value=1)
    tpot_slo_ms = serializers.FloatField(min_value=0.1)
    cached_prefix_share = _share(default=0.0)
    growth_per_year = serializers.FloatField(min_value=-0.9, max_value=10, default=0.0)


class SiteInput(serializers.Serializer[SiteFacts]):
    """What is known about the room; leave out what is not."""

    name = serializers.CharField(max_length=200, default="")
    power_kw = _amount(default=None)
    cooling_kw = _amount(default=None)
    racks = serializers.IntegerField(min_value=0, default=None)
    kw_per_rack = _amount(default=None)
    storage_tb = _amount(default=None)
    storage_gbyte_per_second = _amount(default=None)
    network_gbit_per_second = _amount(default=None)
    is_air_gapped = serializers.BooleanField(default=False)
    offline_paths = serializers.MultipleChoiceField(choices=list(OfflinePath), default=set)


class CostsInput(serializers.Serializer[CostAssumptions]):
    """Amounts in `currency` of `price_year`; without `capex` the catalog's price counts."""

    currency = serializers.RegexField(r"^[A-Z]{3}$", default="USD")
    price_year = serializers.IntegerField(min_value=2000, max_value=2100)
    capex = _money(default=None)
    network_capex = _money()
    life_years = serializers.IntegerField(min_value=1, max_value=10)
    residual_share = _share()
    idle_kw = _amount(default=None)
    peak_kw = _amount(default=None)
    utilization = serializers.FloatField(min_value=0.001, max_value=1)
    pue = serializers.FloatField(min_value=1, max_value=10)
    price_per_kwh = _money()
    colocation_per_kw_month = _money()
    staff_fte = _amount()
    salary_per_year = _money()
    support_share = _share()
    discount_rate = serializers.FloatField(min_value=0, max_value=0.99)
    licenses_per_year = _money(default=Decimal(0))
    network_per_year = _money(default=Decimal(0))


class CloudInput(serializers.Serializer[CloudReference]):
    """Prices of the alternatives, in the currency of `costs`."""

    gpu_hour_price = _money(default=None)
    gpus = _whole(default=None)
    commitment_discount_share = _share(default=0.0)
    api_input_per_mtok = _money(default=None)
    api_output_per_mtok = _money(default=None)


class DataClassInput(serializers.Serializer[DataClassShare]):
    """Share of the requests that carry a class of data, and how far it may go."""

    key = serializers.CharField(max_length=100)
    share = _share()
    destination = serializers.ChoiceField(list(Destination))


class SovereigntyInput(serializers.Serializer[SovereigntyFacts]):
    """Facts that gates look at."""

    data_classes = DataClassInput(many=True, default=list)
    is_high_risk_use = serializers.BooleanField(default=False)
    has_oversight_owner = serializers.BooleanField(default=False)
    is_license_permitting = serializers.BooleanField(default=True)
    has_support_contract = serializers.BooleanField(default=False)
    ai_act_role = serializers.ChoiceField(list(AiActRole), default=AiActRole.UNDETERMINED)
    risk_class = serializers.ChoiceField(list(RiskClass), default=RiskClass.UNDETERMINED)


class AnswerInput(serializers.Serializer[Answer]):
    """Answer to a question of the catalog, in percent of full practice."""

    key = serializers.CharField(max_length=100)
    value = serializers.ChoiceField([value for value, _label in ANSWER_CHOICES])
    evidence = serializers.ChoiceField(list(Evidence))


class DeploymentInput(serializers.Serializer[Any]):
    """What surrounds model and machines; all of it may be left out."""

    site = SiteInput(required=False)
    costs = CostsInput(required=False)
    cloud = CloudInput(required=False)
    sovereignty = SovereigntyInput(required=False)
    answers = AnswerInput(many=True, default=list)

    def site_name(self) -> str:
        """Name of the site for people."""
        site = self.validated_data.get("site") or {}
        return str(site.get("name", ""))

    def site_facts(self) -> SiteFacts | None:
        """What is known about the room."""
        given = dict(self.validated_data.get("site") or {})
        given.pop("name", None)
        return _site_facts(given) if given else None

    def cost_assumptions(self) -> CostAssumptions | None:
        """Money for own machines."""
        given = self.validated_data.get("costs")
        return None if given is None else CostAssumptions(**given)

    def cloud_reference(self) -> CloudReference | None:
        """Prices of the alternatives."""
        given = self.validated_data.get("cloud")
        return None if given is None else CloudReference(**given)

    def sovereignty_facts(self) -> SovereigntyFacts | None:
        """Facts that gates look at."""
        given = self.validated_data.get("sovereignty")
        return None if given is None else _facts(dict(given))

    def given_answers(self) -> tuple[Answer, ...]:
        """Answers to the questionnaire."""
        return tuple(_answer(answer) for answer in self.validated_data["answers"])


class AssessmentInput(DeploymentInput):
    """Everything about a new assessment; costs, site, facts and answers may be left out."""

    name = serializers.CharField(max_length=200)
    model = ModelInput()
    pools = PoolInput(many=True, allow_empty=False)
    workload = WorkloadInput()

    def inputs(self) -> AssessmentInputs:
        """The steps as the services take them."""
        data = self.validated_data
        return AssessmentInputs(
            model=_model_choice(dict(data["model"])),
            pools=tuple(PoolEntry(0, GpuPool(**pool), is_chosen=False) for pool in data["pools"]),
            workload=Workload(**data["workload"]),
            site_name=self.site_name(),
            site=self.site_facts(),
            costs=self.cost_assumptions(),
            cloud=self.cloud_reference(),
            sovereignty=self.sovereignty_facts(),
            answers=self.given_answers(),
        )


class AssessmentLine(serializers.Serializer[Any]):
    """One assessment of the list."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    model_title = serializers.CharField()
    hardware = serializers.CharField()
    sized_at = serializers.DateTimeField(allow_null=True)
    score = serializers.FloatField(source="score.value", allow_null=True, default=None)
    band = serializers.ChoiceField(
        list(TechnicalBand), source="score.band", allow_null=True, default=None
    )
    recommendation = serializers.ChoiceField(list(Option), allow_null=True)


class AssessmentDetail(serializers.Serializer[Any]):
    """One assessment with what was found.

    `result` has the fields of `AssessmentResult`; amounts of money are strings. `refusal` says
    why nothing could be sized. Both are null until a worker has sized it.
    """

    id = serializers.UUIDField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    site_name = serializers.CharField()
    model_title = serializers.CharField()
    accelerator_title = serializers.CharField()
    sized_at = serializers.DateTimeField(allow_null=True)
    is_current = serializers.BooleanField()
    catalog_version = serializers.CharField(allow_null=True)
    result = serializers.DictField(allow_null=True)
    refusal = serializers.CharField(allow_null=True)


def _model_choice(data: dict[str, Any]) -> ModelChoice:
    catalog_model, config = data.pop("catalog_model"), data.pop("config")
    title = data.pop("config_title")
    serving = Serving(
        **{
            **data,
            "weights": Precision(data["weights"]),
            "kv_cache": Precision(data["kv_cache"]),
            "backend": Backend(data["backend"]),
        }
    )
    return ModelChoice(serving, catalog_model, config, title if config else "")


def _site_facts(data: dict[str, Any]) -> SiteFacts:
    paths = frozenset(OfflinePath(path) for path in data.pop("offline_paths"))
    return SiteFacts(**data, offline_paths=paths)


def _facts(data: dict[str, Any]) -> SovereigntyFacts:
    classes = tuple(
        DataClassShare(row["key"], row["share"], Destination(row["destination"]))
        for row in data.pop("data_classes")
    )
    return SovereigntyFacts(data_classes=classes, **data)


def _answer(data: dict[str, Any]) -> Answer:
    return Answer(data["key"], AnswerValue(data["value"]), Evidence(data["evidence"]))
