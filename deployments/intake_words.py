"""Says in the reader's language why an upload was refused, where, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deployments.intake.errors import IntakeError
from deployments.obstacles import UploadUnreadable

PROBLEM_WORDS: dict[str, Promise] = {
    "amd_output": gettext_lazy(
        "This is the output of an AMD tool. Enter AMD accelerators by hand or as a CSV table."
    ),
    "bad_value": gettext_lazy("A value is impossible. Correct it and upload the file again."),
    "count_differs": gettext_lazy(
        "The number of devices stated differs from those listed. Upload the tool's whole output."
    ),
    "damaged_topology": gettext_lazy(
        "The matrix of links is not whole. Upload the whole output of nvidia-smi topo -m."
    ),
    "empty": gettext_lazy("The file is empty. Upload the tool's output as it is."),
    "forbidden_xml": gettext_lazy(
        "The XML defines entities, which nvidia-smi never does. Upload the tool's own output."
    ),
    "incomplete_table": gettext_lazy(
        "The plain table cuts names short. Upload the output of nvidia-smi -q -x instead."
    ),
    "island_too_large": gettext_lazy(
        "More devices share the fast link than the host holds. Lower the number."
    ),
    "memory_differs": gettext_lazy(
        "The driver reports another memory size than this product has. Enter the accelerator by "
        "hand."
    ),
    "mig_enabled": gettext_lazy(
        "The devices are cut into MIG partitions, and a large model cannot span partitions. Switch "
        "MIG off (nvidia-smi -mig 0) or enter the devices by hand."
    ),
    "missing_column": gettext_lazy("A column is missing. Add it to the first line."),
    "missing_field": gettext_lazy(
        "A value is missing. Upload the file as the tool or the publisher wrote it."
    ),
    "mixed_host": gettext_lazy(
        "One host holds different accelerators. Enter one pool per kind by hand or as CSV."
    ),
    "no_devices": gettext_lazy(
        "No accelerator is listed. Run nvidia-smi on a host that has one and upload its output."
    ),
    "not_a_model": gettext_lazy(
        "This JSON does not describe a language model. Upload the config.json that lies beside the "
        "weights."
    ),
    "not_a_number": gettext_lazy("A number is expected here. Correct the cell."),
    "not_csv": gettext_lazy("This is not a CSV table. Save it as plain CSV with UTF-8."),
    "not_json": gettext_lazy(
        "This is not JSON. Upload the config.json as the publisher of the model wrote it."
    ),
    "not_nvidia_smi": gettext_lazy(
        "This XML does not come from nvidia-smi. Upload the output of nvidia-smi -q -x."
    ),
    "topologies_differ": gettext_lazy(
        "Hosts with as many devices are linked differently. Enter them as pools of their own."
    ),
    "topology_without_listing": gettext_lazy(
        "This matrix of links belongs to no host of the upload. Upload the output of "
        "nvidia-smi -q -x of the same host beside it."
    ),
    "too_large": gettext_lazy("The file is too large. Upload the plain output of one host."),
    "tool_failed": gettext_lazy(
        "nvidia-smi itself reports a failure. Run it where the driver is loaded."
    ),
    "truncated_table": gettext_lazy("The table ends early. Upload the whole output."),
    "truncated_xml": gettext_lazy(
        "The XML ends early or is damaged. Run nvidia-smi -q -x again and upload the whole file."
    ),
    "uneven_hosts": gettext_lazy(
        "The devices do not spread evenly over the hosts. Use one line per kind of host."
    ),
    "unknown_accelerator": gettext_lazy(
        "The catalog does not know this accelerator. Choose the nearest one by hand."
    ),
    "unknown_column": gettext_lazy(
        "A column is unknown. Use accelerator, count, gpus_per_island, host_count and memory_gib."
    ),
    "unknown_field": gettext_lazy("A field is unknown. Correct its name or leave it out."),
    "unknown_format": gettext_lazy(
        "This is no format that we read. Upload the output of nvidia-smi -q -x, of nvidia-smi -q, "
        "or a CSV table of GPU pools."
    ),
    "unknown_model": gettext_lazy(
        "The catalog does not know this model. Choose one of the list or upload its config.json."
    ),
    "unsupported_family": gettext_lazy(
        "This family of models cannot be sized from its configuration. Choose a model of the "
        "catalog."
    ),
    "unsupported_quantization": gettext_lazy(
        "This kind of quantization is not known. Upload the configuration of the unquantized model "
        "and choose the number format here."
    ),
    "wrong_encoding": gettext_lazy("The file is not text in UTF-8. Save it as UTF-8."),
    "wrong_width": gettext_lazy(
        "A line has another number of cells than the first. Upload the whole table."
    ),
}


def unreadable(error: IntakeError) -> UploadUnreadable:
    """The obstacle that a page shows; a problem without words of ours keeps the parser's own."""
    words = PROBLEM_WORDS.get(error.problem, error.remedy)
    return UploadUnreadable(
        _("%(words)s Place: %(place)s.") % {"words": words, "place": error.place}
    )
