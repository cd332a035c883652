"""Forms for what is to run and where: name, model, pools, demand, room."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deployments.catalog.geometry import Precision
from deployments.current_catalog import current_catalog
from deployments.forms.fields import ManyUploadsField, PercentField, QuantityField, UploadField
from deployments.inputs import ModelChoice
from deployments.models.technology import BACKEND_CHOICES, PRECISION_CHOICES
from deployments.sizing.scenario import (
    Backend,
    GpuPool,
    OfflinePath,
    Serving,
    SiteFacts,
    Workload,
)

MAX_ACCELERATORS = 100_000


class NameForm(forms.Form):
    """Begins an assessment."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("What is to be decided, such as “Assistant for the service desk”."),
    )


class ModelForm(forms.Form):
    """The model, from the catalog or its configuration, and how it is laid on the devices."""

    catalog_model = forms.ChoiceField(label=_("Model of the catalog"), required=False)
    config_file = UploadField(
        label=_("Or its own config.json"),
        required=False,
        extensions=["json"],
        help_text=_(
            "The file beside the weights, as its publisher wrote it. It wins over the list."
        ),
    )
    config_title = forms.CharField(
        label=_("Name of the uploaded model"),
        required=False,
        max_length=200,
        help_text=_("Empty takes the name of the file."),
    )
    weights = forms.ChoiceField(
        label=_("Number format of the weights"),
        initial=Precision.BF16,
        choices=PRECISION_CHOICES,
        help_text=_("Fewer bits need less memory; FP8 is fast from NVIDIA's Ada and Hopper on."),
    )
    kv_cache = forms.ChoiceField(
        label=_("Number format of the KV cache"),
        initial=Precision.BF16,
        choices=PRECISION_CHOICES,
        help_text=_("The working memory of running requests. FP8 holds twice as many tokens."),
    )
    tensor_parallel = forms.IntegerField(
        label=_("Devices per copy (tensor parallel)"),
        required=False,
        min_value=1,
        max_value=1024,
        help_text=_("Empty takes the smallest number that fits."),
    )
    pipeline_parallel = forms.IntegerField(
        label=_("Pipeline stages"), initial=1, min_value=1, max_value=64
    )
    backend = forms.ChoiceField(
        label=_("Serving software"), initial=Backend.VLLM, choices=BACKEND_CHOICES
    )
    gpu_memory_utilization = PercentField(
        label=_("Share of device memory that may be used (%)"),
        initial=0.90,
        least_percent=10,
        help_text=_("vLLM takes 90 % unless told otherwise."),
    )
    overhead_gib = QuantityField(
        label=_("Memory taken by the software (GiB per device)"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Empty takes the range known for this kind of model."),
    )

    def __init__(self, *args: object, kept: ModelChoice | None = None, **options: object) -> None:
        """`kept` is the model saved before: its configuration stays until another is chosen."""
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        models = sorted(current_catalog().models.values(), key=lambda model: model.title.casefold())
        titles = [(model.id, model.title) for model in models]
        _set_choices(self, "catalog_model", [("", _("Not from the catalog")), *titles])
        self._kept_config = kept.config if kept else None

    def clean(self) -> dict[str, object]:
        """Ask for exactly one source of the model."""
        cleaned = self.cleaned_data
        has_source = cleaned.get("catalog_model") or cleaned.get("config_file") or self._kept_config
        if not has_source and "config_file" not in self.errors:
            self.add_error("catalog_model", _("Choose a model, or upload its config.json."))
        return cleaned

    def uploaded_config(self) -> bytes | None:
        """Content of the uploaded configuration."""
        upload: UploadedFile[Any] | None = self.cleaned_data["config_file"]
        return upload.read() if upload else None

    def title(self) -> str:
        """Name of a model that the catalog does not have."""
        upload: UploadedFile[Any] | None = self.cleaned_data["config_file"]
        stem = PurePath(upload.name or "").stem if upload else ""
        return self.cleaned_data["config_title"] or stem or "config.json"

    def choice(self) -> ModelChoice:
        """The model chosen from the list, or the configuration kept from before."""
        if self.cleaned_data["catalog_model"]:
            return ModelChoice(self.serving(), catalog_model=self.cleaned_data["catalog_model"])
        return ModelChoice(self.serving(), config=self._kept_config, config_title=self.title())

    def serving(self) -> Serving:
        """How the model is laid on the devices."""
        cleaned = self.cleaned_data
        return Serving(
            weights=Precision(cleaned["weights"]),
            kv_cache=Precision(cleaned["kv_cache"]),
            tensor_parallel=cleaned["tensor_parallel"],
            pipeline_parallel=cleaned["pipeline_parallel"],
            backend=Backend(cleaned["backend"]),
            gpu_memory_utilization=cleaned["gpu_memory_utilization"],
            overhead_gib=cleaned["overhead_gib"],
        )


class InventoryForm(forms.Form):
    """What a tool printed, one file per host, or a table of pools."""

    listings = ManyUploadsField(
        label=_("Output of nvidia-smi, or a CSV table"),
        extensions=["xml", "txt", "csv", "log"],
        help_text=_(
            "One file per host, and nvidia-smi topo -m beside it if you have it. The pools found "
            "replace those listed above."
        ),
    )

    def contents(self) -> list[bytes]:
        """Content of every file."""
        return [upload.read() for upload in self.cleaned_data["listings"]]


class GpuPoolForm(forms.Form):
    """A pool entered by hand."""

    accelerator = forms.ChoiceField(label=_("Accelerator"))
    count = forms.IntegerField(
        label=_("Number of accelerators"), initial=8, min_value=1, max_value=MAX_ACCELERATORS
    )
    host_count = forms.IntegerField(
        label=_("In how many hosts"), initial=1, min_value=1, max_value=MAX_ACCELERATORS
    )
    gpus_per_island = forms.IntegerField(
        label=_("Accelerators joined by the fast link"),
        required=False,
        min_value=1,
        max_value=MAX_ACCELERATORS,
        help_text=_("Within one host, such as by NVLink. Empty takes what the product offers."),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        entries = sorted(current_catalog().accelerators.values(), key=lambda entry: entry.title)
        titles = [(entry.id, entry.title) for entry in entries]
        _set_choices(self, "accelerator", [("", _("Choose one")), *titles])

    def pool(self) -> GpuPool:
        """The pool as entered."""
        cleaned = self.cleaned_data
        product = current_catalog().accelerators[cleaned["accelerator"]]
        per_host = max(1, cleaned["count"] // cleaned["host_count"])
        return GpuPool(
            accelerator=product.id,
            count=cleaned["count"],
            host_count=cleaned["host_count"],
            gpus_per_island=cleaned["gpus_per_island"] or min(per_host, product.island_size),
        )


class WorkloadForm(forms.Form):
    """Who asks how much, and how fast the answer must come."""

    users = forms.IntegerField(
        label=_("People with access"), initial=500, min_value=1, max_value=100_000_000
    )
    active_share = PercentField(
        label=_("Of these, active in a busy hour (%)"), initial=0.10, least_percent=0.001
    )
    requests_per_user_hour = QuantityField(
        label=_("Requests of an active person per hour"),
        initial=6.0,
        min_value=0.001,
        max_value=100_000,
    )
    peak_factor = QuantityField(
        label=_("Peak over the busy hour"),
        initial=2.0,
        min_value=1,
        max_value=100,
        help_text=_("2 means: for minutes, twice as many requests as on average in that hour."),
    )
    prompt_tokens = forms.IntegerField(
        label=_("Tokens of a typical request"),
        initial=1000,
        min_value=1,
        max_value=10_000_000,
        help_text=_("With instructions and documents; 1,000 tokens are about 750 English words."),
    )
    output_tokens = forms.IntegerField(
        label=_("Tokens of a typical answer"), initial=300, min_value=1, max_value=1_000_000
    )
    max_context_tokens = forms.IntegerField(
        label=_("Longest request with answer (tokens)"),
        initial=8192,
        min_value=2,
        max_value=10_000_000,
    )
    ttft_slo_ms = QuantityField(
        label=_("First word wanted within (milliseconds)"),
        initial=2000.0,
        min_value=1,
        max_value=3_600_000,
    )
    tpot_slo_ms = QuantityField(
        label=_("Each further token within (milliseconds)"),
        initial=50.0,
        min_value=0.1,
        max_value=60_000,
        help_text=_("50 milliseconds are 20 tokens a second, faster than most people read."),
    )
    cached_prefix_share = PercentField(
        label=_("Part of the request found in the cache (%)"),
        initial=0.0,
        help_text=_("Instructions that all requests share. 0 is the careful assumption."),
    )
    growth_per_year = PercentField(
        label=_("Growth of demand per year (%)"), initial=0.20, least_percent=-90, most_percent=1000
    )

    def workload(self) -> Workload:
        """The demand as entered."""
        return Workload(**self.cleaned_data)


class SiteForm(forms.Form):
    """What is known about the room; every empty field is a figure nobody has given."""

    name = forms.CharField(
        label=_("Name of the site"), required=False, max_length=200, help_text=_("City and room.")
    )
    power_kw = QuantityField(
        label=_("Power that may be drawn (kW)"), required=False, min_value=0, max_value=1_000_000
    )
    cooling_kw = QuantityField(
        label=_("Heat that can be cooled (kW)"), required=False, min_value=0, max_value=1_000_000
    )
    racks = forms.IntegerField(
        label=_("Free racks"), required=False, min_value=0, max_value=100_000
    )
    kw_per_rack = QuantityField(
        label=_("Power per rack (kW)"), required=False, min_value=0, max_value=1000
    )
    storage_tb = QuantityField(
        label=_("Storage for models and logs (TB)"),
        required=False,
        min_value=0,
        max_value=1_000_000,
    )
    storage_gbyte_per_second = QuantityField(
        label=_("Reading speed of the storage (GB/s)"),
        required=False,
        min_value=0,
        max_value=100_000,
    )
    network_gbit_per_second = QuantityField(
        label=_("Network of the servers (Gbit/s)"), required=False, min_value=0, max_value=100_000
    )
    is_air_gapped = forms.BooleanField(
        label=_("The site is cut off from the internet"), required=False
    )
    offline_paths = forms.MultipleChoiceField(
        label=_("What can be carried in without the internet"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (OfflinePath.MODELS, _("Models")),
            (OfflinePath.IMAGES, _("Software images")),
            (OfflinePath.DRIVERS, pgettext_lazy("software", "Drivers")),
        ],
    )

    def site(self) -> SiteFacts:
        """The room as described, without its name."""
        cleaned = dict(self.cleaned_data)
        del cleaned["name"]
        paths = frozenset(OfflinePath(path) for path in cleaned.pop("offline_paths"))
        return SiteFacts(**cleaned, offline_paths=paths)


def _set_choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
