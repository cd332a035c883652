"""The audit log in plain words: what each verb means. A test finds every verb that is written."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AUDIT_WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "signed in": _("signed in"),
        "password.change": _("changed their password"),
        "audit.download": _("downloaded the audit log"),
        "user.invite": _("invited a user"),
        "user.admit": _("admitted a user by their group"),
        "user.role": _("changed a user's role"),
        "user.deactivate": _("deactivated a user"),
        "user.activate": _("let a user in again"),
        "user.left_groups": _("deactivated a user who left every group"),
        "user.reset_second_factor": _("removed a user's second factor"),
        "user.send_link": _("sent a user a link to choose a password"),
        "people.import": _("imported employees"),
        "audience.save": _("saved an audience"),
        "initiative.create": _("created an initiative"),
        "initiative.change": _("changed an initiative"),
        "survey.create": _("created a survey"),
        "wave.create": _("planned a wave"),
        "wave.change": _("changed a planned wave"),
        "wave.launch": _("launched a wave"),
        "wave.copy": _("copied a wave"),
        "wave.remind": _("sent reminders"),
        "wave.publish_without_groups": _("published a wave without groups"),
        "launch.begin": _("began to plan a launch"),
        "launch.discard": _("discarded a planned launch"),
        "codes.plan": _("planned one-time codes"),
        "codes.print": _("printed one-time codes"),
        "codes.remove": _("removed one-time codes"),
        "results.share": _("shared results"),
        "results.unshare": _("stopped sharing results"),
        "action.create": _("planned an action"),
        "action.change": _("changed an action"),
        "action.delete": _("deleted an action"),
        "alerts.look": _("looked at what was passed on"),
        "names.replace": _("replaced the list of names to redact"),
        "questionnaire.begin": _("began a questionnaire"),
        "questionnaire.publish": _("published a questionnaire"),
        "papers_requested": _("asked for the papers of a wave"),
        "wave.retry": _("started a wave's stuck work again"),
        "wave.close": _("closed a wave"),
        "wave_imported": _("imported a wave"),
        "expectation.state": _("stated an expectation"),
        "assessment.create": _("began an assessment"),
        "assessment.delete": _("deleted an assessment"),
        "assessment.save_model": _("changed an assessment's model"),
        "assessment.save_workload": _("changed an assessment's workload"),
        "assessment.save_site": _("changed an assessment's site"),
        "assessment.save_costs": _("changed an assessment's costs"),
        "assessment.save_sovereignty": _("changed an assessment's rules on data"),
        "assessment.save_answers": _("answered an assessment's questionnaire"),
        "assessment.save_gpu_pool": _("saved a GPU pool"),
        "assessment.choose_gpu_pool": _("chose a GPU pool"),
        "assessment.remove_gpu_pool": _("removed a GPU pool"),
        "assessment.import_gpu_inventory": _("imported a list of GPUs"),
        "assessment.request_sizing": _("asked for a sizing"),
        "report_made_final": _("made a report final"),
        "report_sent": _("sent a report"),
        "report_link_made": _("made a link to a report"),
        "report_link_opened": _("opened a link to a report"),
        "report_link_revoked": _("revoked a link to a report"),
        "delivery_plan_made": _("planned the delivery of reports"),
        "delivery_plan_removed": _("ended the planned delivery of reports"),
        "delivery_plan_paused": _("paused the planned delivery of reports"),
        "delivery_plan_resumed": _("resumed the planned delivery of reports"),
        "report_requested": _("asked for a report"),
        "report_downloaded": _("downloaded a report"),
    }
)


def audit_words(verb: str) -> str:
    """Return what the verb means; one that nobody explained stays as it is."""
    return str(AUDIT_WORDS.get(verb, verb))
