"""Who may do what at which address. The test asks every address for every role; so add yours here.

Columns: address, verbs, who (a capability, `signed-in` or `anybody`), and what else is true of it:

own       somebody else's does not exist for an initiative owner
hidden    it does not exist for others either; everywhere else they are told that it is not for them
released  asked with a released wave; `trusted`: with one that waits for its trustee; else a draft
absent    there is nothing to show in the world of the test, so whoever may gets "not found"

After a change write the page anew, as `page.py` tells.
"""

from dataclasses import dataclass
from functools import cache

from accounts.models import Role
from accounts.permissions import CAPABILITIES, Capability

SIGNED_IN = "signed-in"
ANYBODY = "anybody"
VERBS = ("GET", "POST")
TABLE = """
account_change_password           GET,POST  signed-in
account_login                     GET,POST  anybody
account_logout                    POST      anybody
account_reauthenticate            GET,POST  signed-in
account_reset_password            GET,POST  anybody
account_reset_password_done       GET       anybody
account_reset_password_from_key   GET,POST  anybody
accounts:account                  GET       signed-in
accounts:activate_user            POST      manage_users
accounts:audit_download           GET       read_audit_log
accounts:audit_log                GET       read_audit_log
accounts:components               GET       view_settings
chart_gallery                     GET       view_settings
accounts:deactivate_user          POST      manage_users
accounts:end_session              POST      signed-in
accounts:forget_second_factor     POST      manage_users
accounts:send_link                POST      manage_users
accounts:sign_in                  GET,POST  anybody
accounts:sign_out                 POST      anybody
accounts:user                     GET,POST  manage_users
accounts:users                    GET,POST  manage_users
api-root                          GET       signed-in
api_docs                          GET       signed-in
api_schema                        GET       signed-in
assessment-detail                 GET       view_assessments
assessment-list                   GET       view_assessments
assessment-list                   POST      manage_assessments
deployments:assessment            GET       view_assessments
deployments:assessments           GET       view_assessments
deployments:choose_pool           POST      manage_assessments
deployments:compare               GET       view_assessments
deployments:copy                  POST      manage_assessments
deployments:costs                 GET,POST  manage_assessments
deployments:delete                POST      manage_assessments
deployments:hardware              GET,POST  manage_assessments
deployments:inventory             POST      manage_assessments
deployments:memory                POST      manage_assessments
deployments:model                 GET,POST  manage_assessments
deployments:new                   GET,POST  manage_assessments
deployments:progress              GET       view_assessments    absent
deployments:questionnaire         GET,POST  manage_assessments
deployments:remove_pool           POST      manage_assessments
deployments:site                  GET,POST  manage_assessments
deployments:size                  POST      manage_assessments
deployments:sovereignty           GET,POST  manage_assessments
deployments:workload              GET,POST  manage_assessments
health_live                       GET       anybody
health_ready                      GET       anybody
home                              GET,POST  signed-in
initiative-detail                 GET       run_initiatives     own
initiative-list                   GET,POST  run_initiatives
mfa_activate_totp                 GET,POST  signed-in
mfa_add_webauthn                  GET,POST  signed-in
mfa_authenticate                  GET,POST  anybody
mfa_deactivate_totp               GET,POST  signed-in           absent
mfa_download_recovery_codes       GET,POST  signed-in           absent
mfa_generate_recovery_codes       GET,POST  signed-in
mfa_index                         GET       signed-in
mfa_login_webauthn                GET,POST  anybody
mfa_reauthenticate                GET,POST  signed-in
mfa_reauthenticate_webauthn       GET,POST  signed-in
mfa_remove_webauthn               GET,POST  signed-in
mfa_view_recovery_codes           GET       signed-in           absent
openid_connect_callback           GET       anybody             absent
openid_connect_login              GET       anybody             absent
report-data                       GET       read_reports        own
report-data-schema                GET       read_reports
report-detail                     GET       read_reports        own
report-file                       GET       read_reports        own
report-files                      GET       read_reports        own
report-list                       GET       read_reports
report-snapshot                   GET       read_reports        own
reports:add_files                 POST      build_reports       own
reports:download                  GET       read_reports        own
reports:file                      GET       read_reports        own
reports:make_final                POST      build_reports       own
reports:new                       GET,POST  build_reports
reports:new_plan                  GET,POST  build_reports
reports:page                      GET       read_reports        own
reports:paper                     GET       run_initiatives     own hidden absent
reports:papers                    GET       run_initiatives     own hidden
reports:papers_progress           GET       run_initiatives     own hidden absent
reports:plans                     GET       build_reports
reports:prepare_papers            POST      run_initiatives     own hidden
reports:progress                  GET       read_reports        own
reports:rebuild                   POST      build_reports       own
reports:remove_plan               POST      build_reports       own
reports:report                    GET       read_reports        own
reports:reports                   GET       read_reports
reports:retry_delivery            POST      build_reports       own
reports:revoke_link               POST      build_reports       own
reports:send                      GET,POST  build_reports       own
reports:share                     GET,POST  build_reports       own
reports:shared                    GET       anybody             absent
reports:shared_file               GET       anybody             absent
reports:switch_plan               POST      build_reports       own
reports:verdict                   GET       read_reports        own
respond:ballot                    GET       anybody             absent
respond:cast                      POST      anybody
respond:cast_later                GET       anybody             absent
respond:code_door                 GET       anybody
respond:code_entry                GET,POST  anybody
respond:code_promise              GET       anybody             absent
respond:code_questions            GET,POST  anybody             absent
respond:code_review               POST      anybody             absent
respond:code_send                 POST      anybody             absent
respond:code_start                GET,POST  anybody
respond:code_stored               GET       anybody             absent
respond:code_thanks               GET       anybody
respond:enter                     GET       anybody             absent
respond:follow_up                 GET       anybody             absent
respond:kiosk_door                GET       anybody
respond:kiosk_promise             GET       anybody             absent
respond:kiosk_questions           GET,POST  anybody             absent
respond:kiosk_review              POST      anybody             absent
respond:kiosk_send                POST      anybody             absent
respond:kiosk_start               GET,POST  anybody
respond:kiosk_stored              GET       anybody             absent
respond:kiosk_thanks              GET       anybody
respond:manifest                  GET       anybody             absent
respond:promise                   GET       anybody             absent
respond:questions                 GET,POST  anybody             absent
respond:receipts                  GET       anybody             absent
respond:receipts_list             GET       anybody             absent
respond:review                    POST      anybody             absent
respond:send                      POST      anybody             absent
respond:sign                      POST      anybody             absent
respond:stored                    GET       anybody             absent
respond:thanks                    GET       anybody
respond:trial_promise             GET       anybody             absent
respond:trial_questions           GET,POST  anybody             absent
respond:trial_review              POST      anybody             absent
respond:trial_send                POST      anybody             absent
respond:trial_stored              GET       anybody             absent
respond:trial_thanks              GET       anybody             absent
results:dimensions                GET       view_results        own hidden released
results:dimensions_table          GET       view_results        own hidden released absent
results:drivers                   GET       view_results        own hidden released
results:drivers_table             GET       view_results        own hidden released absent
results:expectation               GET       view_results        own hidden released
results:expectation_table         GET       view_results        own hidden released absent
results:groups                    GET       view_results        own hidden released
results:groups_table              GET       view_results        own hidden released absent
results:items                     GET       view_results        own hidden released
results:items_table               GET       view_results        own hidden released absent
results:overview                  GET       view_results        own hidden released
results:trend                     GET       view_results        own hidden released
results:trend_table               GET       view_results        own hidden released absent
saml_acs                          POST      anybody             absent
saml_finish_acs                   GET       anybody             absent
saml_login                        GET,POST  anybody             absent
saml_metadata                     GET,POST  anybody             absent
saml_sls                          GET,POST  anybody             absent
set_appearance                    POST      anybody
set_language                      GET,POST  anybody
settings                          GET       view_settings
socialaccount_login_cancelled     GET       anybody
surveys:actions                   GET       view_results        own hidden released
surveys:alerts                    GET,POST  receive_alerts
surveys:arrange_item              POST      run_initiatives     own absent
surveys:audience                  GET,POST  manage_people
surveys:begin_launch              GET,POST  run_initiatives
surveys:change_action             GET,POST  run_initiatives     own released
surveys:change_initiative         GET,POST  run_initiatives     own
surveys:change_wave               GET,POST  run_initiatives     own
surveys:check_groups              POST      run_initiatives     own
surveys:close                     POST      run_initiatives     own
surveys:codes                     GET,POST  run_initiatives     own
surveys:codes_poster              GET       run_initiatives     own
surveys:comments                  GET       view_results        own hidden released
surveys:confirm_import            POST      manage_people
surveys:confirm_other_names       POST      manage_people
surveys:copy_wave                 POST      run_initiatives     own
surveys:delete_action             POST      run_initiatives     own released
surveys:discard_plan              POST      run_initiatives     own
surveys:draft_dimensions          GET,POST  run_initiatives     own
surveys:draft_item                GET,POST  run_initiatives     own
surveys:expectation               GET,POST  view_results        own
surveys:export_draft              GET       run_initiatives     own
surveys:export_questionnaire      GET       run_initiatives
surveys:follow_up                 GET,POST  run_initiatives     own released
surveys:initiative                GET       run_initiatives     own
surveys:initiatives               GET       view_results
surveys:launch                    GET,POST  run_initiatives     own
surveys:launch_plan               POST      run_initiatives     own
surveys:new_action                GET,POST  run_initiatives     own released
surveys:new_audience              GET,POST  manage_people
surveys:new_draft_item            GET,POST  run_initiatives     own
surveys:new_initiative            GET,POST  run_initiatives
surveys:new_survey                GET,POST  run_initiatives     own
surveys:new_wave                  GET,POST  run_initiatives     own
surveys:other_names               GET       manage_people
surveys:people                    GET       manage_people
surveys:people_example            GET       manage_people
surveys:people_import             GET       manage_people
surveys:people_import_progress    GET       manage_people
surveys:plan                      GET       run_initiatives     own
surveys:plan_audience             GET,POST  run_initiatives     own
surveys:plan_expectation          GET,POST  run_initiatives     own
surveys:plan_groups               GET,POST  run_initiatives     own
surveys:plan_initiative           GET,POST  run_initiatives     own
surveys:plan_instrument           GET,POST  run_initiatives     own
surveys:plan_languages            GET,POST  run_initiatives     own
surveys:plan_schedule             GET,POST  run_initiatives     own
surveys:plan_summary              GET       run_initiatives     own
surveys:plan_trial                GET,POST  run_initiatives     own
surveys:plan_wave                 POST      run_initiatives     own
surveys:preview_import            POST      manage_people
surveys:preview_other_names       POST      manage_people
surveys:preview_questionnaire     GET       run_initiatives     own
surveys:print_codes               POST      run_initiatives     own
surveys:publish_questionnaire     POST      run_initiatives     own
surveys:publish_without_groups    POST      run_initiatives     own
surveys:questionnaire_draft       GET,POST  run_initiatives     own
surveys:questionnaires            GET,POST  run_initiatives
surveys:remind                    POST      run_initiatives     own
surveys:remove_codes              POST      run_initiatives     own
surveys:results                   GET       view_results        own hidden released
surveys:retry                     POST      run_initiatives     own
surveys:retry_import              POST      manage_people
surveys:review                    GET       review_comments     absent
surveys:review_question           GET,POST  review_comments     absent
surveys:sharing                   GET,POST  run_initiatives     own released
surveys:stop_sharing              POST      run_initiatives     own released
surveys:trustee                   GET       unlock_release
surveys:trustee_progress          GET       unlock_release      trusted
surveys:trustee_wave              GET,POST  unlock_release      trusted
surveys:wave                      GET       run_initiatives     own
surveys:wave_progress             GET       run_initiatives     own
wave-detail                       GET       view_results        own
wave-list                         GET       view_results
work                              GET       signed-in
"""


@dataclass(frozen=True)
class Rule:
    """One line of the table."""

    address: str
    verbs: frozenset[str]
    who: str
    notes: frozenset[str]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that are let in."""
        if self.who in {SIGNED_IN, ANYBODY}:
            return frozenset(Role)
        capability = Capability(self.who)
        return frozenset(role for role in Role if capability in CAPABILITIES[role])

    @property
    def wave(self) -> str:
        """Which wave of the world it is asked with."""
        return next((kind for kind in ("released", "trusted") if kind in self.notes), "draft")


@cache
def rules() -> tuple[Rule, ...]:
    """Every line of the table."""
    lines = [line.split() for line in TABLE.strip().splitlines()]
    return tuple(
        Rule(address, frozenset(verbs.split(",")), who, frozenset(notes))
        for address, verbs, who, *notes in lines
    )


def rule_for(address: str, verb: str) -> Rule | None:
    """The line that speaks of this verb at this address, if one does."""
    return next((one for one in rules() if one.address == address and verb in one.verbs), None)


def wave_for(address: str) -> str:
    """Which wave of the world the address is asked with."""
    return next((one.wave for one in rules() if one.address == address), "draft")
