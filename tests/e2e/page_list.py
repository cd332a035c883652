"""Every page of the product with who opens it, and every other address with the reason."""

from dataclasses import dataclass

from accounts.models import Role

ADA = Role.ADMINISTRATOR


@dataclass(frozen=True)
class Opened:
    """A page: its path with the names of what it is about, and who opens it; None is nobody."""

    path: str
    role: Role | None = ADA
    status: int = 200


def _results() -> dict[str, Opened]:
    sections = ("dimensions", "items", "groups", "expectation", "drivers", "trend")
    return {f"results:{name}": Opened(f"/results/{{second}}/{name}/") for name in sections}


def _assessment_steps() -> dict[str, Opened]:
    steps = (*("model", "hardware", "workload", "site", "costs", "sovereignty", "questionnaire"),)
    return {f"deployments:{step}": Opened(f"/assessments/{{assessment}}/{step}/") for step in steps}


def _plan_steps() -> dict[str, Opened]:
    named = {
        "initiative": "initiative",
        "instrument": "questionnaire",
        "audience": "audience",
        "groups": "groups",
        "expectation": "expectation",
        "schedule": "schedule",
        "languages": "languages",
        "trial": "trial",
        "summary": "summary",
    }
    return {
        f"surveys:plan_{name}": Opened(f"/initiatives/launches/{{draft}}/{part}/")
        for name, part in named.items()
    }


PAGES: dict[str, Opened] = {
    "home": Opened("/"),
    "work": Opened("/work/"),
    "surveys:people": Opened("/people/"),
    "surveys:people_import": Opened("/people/imports/{imported}/"),
    "surveys:new_audience": Opened("/people/audiences/new/"),
    "surveys:audience": Opened("/people/audiences/{audience}/"),
    "surveys:initiatives": Opened("/initiatives/"),
    "surveys:new_initiative": Opened("/initiatives/new/"),
    "surveys:initiative": Opened("/initiatives/{initiative}/"),
    "surveys:change_initiative": Opened("/initiatives/{initiative}/change/"),
    "surveys:new_survey": Opened("/initiatives/{initiative}/surveys/new/"),
    "surveys:new_wave": Opened("/initiatives/surveys/{survey}/waves/new/"),
    "surveys:wave": Opened("/initiatives/waves/{running}/"),
    "surveys:change_wave": Opened("/initiatives/waves/{planned}/change/"),
    "surveys:launch": Opened("/initiatives/waves/{planned}/launch/"),
    "surveys:expectation": Opened("/initiatives/waves/{planned}/expectation/"),
    "surveys:trustee": Opened("/trustee/", Role.TRUSTEE),
    "surveys:trustee_wave": Opened("/trustee/{trusted}/", Role.TRUSTEE),
    "surveys:begin_launch": Opened("/initiatives/launches/new/"),
    "surveys:preview_questionnaire": Opened(
        "/initiatives/launches/{draft}/questionnaires/ai_readiness/"
    ),
    **_plan_steps(),
    "surveys:questionnaires": Opened("/initiatives/questionnaires/"),
    "surveys:questionnaire_draft": Opened("/initiatives/questionnaires/drafts/{own}/"),
    "surveys:draft_dimensions": Opened("/initiatives/questionnaires/drafts/{own}/dimensions/"),
    "surveys:new_draft_item": Opened("/initiatives/questionnaires/drafts/{own}/items/new/"),
    "surveys:draft_item": Opened("/initiatives/questionnaires/drafts/{own}/items/willing/"),
    "surveys:other_names": Opened("/people/names/"),
    "surveys:codes": Opened("/initiatives/waves/{planned}/codes/"),
    "surveys:alerts": Opened("/passed-on/", Role.CONFIDANT),
    "surveys:review": Opened("/initiatives/waves/{second}/review/"),
    "surveys:review_question": Opened("/initiatives/waves/{second}/review/wish/"),
    "reports:papers": Opened("/reports/waves/{planned}/papers/"),
    "respond:code_entry": Opened("/k/", None),
    "surveys:comments": Opened("/initiatives/waves/{second}/comments/"),
    "surveys:sharing": Opened("/initiatives/waves/{second}/sharing/"),
    "surveys:actions": Opened("/initiatives/waves/{first}/actions/"),
    "surveys:new_action": Opened("/initiatives/waves/{first}/actions/new/"),
    "surveys:change_action": Opened("/initiatives/waves/{first}/actions/{action}/"),
    "surveys:follow_up": Opened("/initiatives/waves/{first}/actions/told/"),
    "results:overview": Opened("/results/{second}/"),
    **_results(),
    "deployments:assessments": Opened("/assessments/"),
    "deployments:compare": Opened(
        "/assessments/compare/?assessment={assessment}&assessment={other_assessment}"
    ),
    "deployments:new": Opened("/assessments/new/"),
    "deployments:assessment": Opened("/assessments/{assessment}/"),
    **_assessment_steps(),
    "reports:reports": Opened("/reports/"),
    "reports:new": Opened("/reports/new/"),
    "reports:report": Opened("/reports/{report}/"),
    "reports:page": Opened("/reports/{report}/page/"),
    "reports:plans": Opened("/reports/plans/"),
    "reports:new_plan": Opened("/reports/plans/new/"),
    "reports:send": Opened("/reports/{report}/send/"),
    "reports:share": Opened("/reports/{report}/share/"),
    "settings": Opened("/settings/"),
    "respond:follow_up": Opened("/d/en/{told}/", None),
    "respond:thanks": Opened("/s/en/thanks/?told={told}", None),
    "accounts:sign_in": Opened("/accounts/sign-in/", None),
    "accounts:account": Opened("/accounts/me/"),
    "accounts:users": Opened("/accounts/users/"),
    "accounts:user": Opened("/accounts/users/{user}/"),
    "accounts:audit_log": Opened("/accounts/audit/"),
    "accounts:components": Opened("/accounts/components/"),
    "chart_gallery": Opened("/accounts/components/charts/"),
    "account_reset_password": Opened("/accounts/password/", None),
    "account_reset_password_done": Opened("/accounts/password/sent/", None),
}
"""By the name of its address."""

STATES: dict[str, Opened] = {
    "home of a reader": Opened("/", Role.EXECUTIVE),
    "home of an auditor": Opened("/", Role.AUDITOR),
    "home of an engineer with a share": Opened("/", Role.ENGINEERING_LEAD),
    "initiatives of a reader": Opened("/initiatives/", Role.EXECUTIVE),
    "list of people that is checked": Opened("/people/imports/{unconfirmed}/"),
    "list of people that is being checked": Opened("/people/imports/{unchecked}/"),
    "list of people with faults": Opened("/people/imports/{faulty}/"),
    "wave whose answers are audited": Opened("/initiatives/waves/{audited}/"),
    "wave planned": Opened("/initiatives/waves/{planned}/"),
    "wave released": Opened("/initiatives/waves/{second}/"),
    "wave that waits for its trustee": Opened("/initiatives/waves/{trusted}/"),
    "plan without actions": Opened("/initiatives/waves/{second}/actions/"),
    "plan of a reader": Opened("/initiatives/waves/{first}/actions/", Role.EXECUTIVE),
    "first wave of a trend": Opened("/results/{first}/trend/"),
    "two waves compared": Opened("/results/{second}/trend/?with={first}"),
    "work of a reader": Opened("/work/", Role.AUDITOR),
    "role without the right": Opened("/people/", Role.EXECUTIVE, 403),
    "page that does not exist": Opened("/nowhere/", ADA, 404),
    "page that does not exist for a stranger": Opened("/nowhere/", None, 404),
    "link of nobody": Opened("/i/nothing", None, 404),
    "survey without a link": Opened("/s/en/questions/", None, 404),
}
"""Further states of pages."""

ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(
        (
            *("respond:ballot", "respond:cast_later", "respond:receipts"),
            *("respond:sign", "respond:manifest", "respond:cast", "respond:receipts_list"),
        ),
        "verified ballots: test_verified",
    ),
    **dict.fromkeys(
        (
            *("respond:enter", "respond:promise", "respond:questions", "respond:review"),
            "respond:send",
        ),
        "the walk of a respondent: test_walk",
    ),
    **dict.fromkeys(
        (
            *("respond:trial_promise", "respond:trial_questions", "respond:trial_review"),
            *("respond:trial_send", "respond:trial_stored", "respond:trial_thanks"),
        ),
        "the same pages as an answer, marked as a trial",
    ),
    **dict.fromkeys(
        (
            *("surveys:people_example", "accounts:audit_download", "mfa_download_recovery_codes"),
            *("reports:verdict", "reports:download", "reports:paper"),
            *("reports:file", "reports:shared_file"),
            *("surveys:export_draft", "surveys:export_questionnaire"),
            *(
                f"results:{name}_table"
                for name in ("dimensions", "items", "groups", "expectation", "drivers", "trend")
            ),
        ),
        "a file",
    ),
    **dict.fromkeys(
        (
            *("surveys:wave_progress", "surveys:trustee_progress", "surveys:check_groups"),
            "surveys:people_import_progress",
            *("deployments:progress", "deployments:memory", "reports:progress"),
            "reports:papers_progress",
        ),
        "a part of a page",
    ),
    **dict.fromkeys(
        (
            *("surveys:results", "surveys:plan", "mfa_index", "account_login", "account_logout"),
            "accounts:sign_out",
        ),
        "leads to another page",
    ),
    **dict.fromkeys(
        (
            *("surveys:preview_import", "surveys:confirm_import", "surveys:retry", "surveys:close"),
            *("surveys:remind", "surveys:copy_wave", "surveys:plan_wave", "surveys:discard_plan"),
            *("surveys:launch_plan", "surveys:stop_sharing", "surveys:delete_action"),
            *("deployments:copy", "deployments:size", "deployments:delete"),
            *("deployments:inventory", "deployments:choose_pool", "deployments:remove_pool"),
            *("reports:add_files", "reports:make_final", "reports:remove_plan"),
            *("reports:retry_delivery", "reports:revoke_link", "reports:switch_plan"),
            *("reports:prepare_papers", "surveys:remove_codes", "surveys:arrange_item"),
            *("surveys:publish_questionnaire", "surveys:publish_without_groups"),
            "surveys:retry_import",
            *("surveys:preview_other_names", "surveys:confirm_other_names"),
            *("reports:rebuild", "set_appearance", "set_language"),
            *("accounts:end_session", "accounts:deactivate_user", "accounts:activate_user"),
            *("accounts:send_link", "accounts:forget_second_factor"),
        ),
        "takes a form",
    ),
    **dict.fromkeys(
        (
            *("account_change_password", "account_reset_password_from_key"),
            *("account_reauthenticate", "mfa_authenticate", "mfa_login_webauthn"),
            *("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_activate_totp"),
            *("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
            *("mfa_add_webauthn", "mfa_remove_webauthn", "openid_connect_login"),
            *("openid_connect_callback", "saml_login", "saml_metadata", "saml_acs"),
            *("saml_finish_acs", "saml_sls", "socialaccount_login_cancelled"),
        ),
        "signing in with second factors and elsewhere: test_sign_in",
    ),
    **dict.fromkeys(
        (
            *("respond:code_door", "respond:code_start", "respond:code_promise"),
            *("respond:code_questions", "respond:code_review", "respond:code_send"),
            *(
                "respond:code_thanks",
                "respond:code_stored",
                "respond:kiosk_door",
                "respond:kiosk_start",
            ),
            *("respond:kiosk_promise", "respond:kiosk_questions", "respond:kiosk_review"),
            *(
                "respond:kiosk_send",
                "respond:kiosk_thanks",
                "respond:kiosk_stored",
                "surveys:print_codes",
            ),
            "surveys:codes_poster",
        ),
        "codes and shared devices: test_codes",
    ),
    "respond:stored": "the list behind the promise, which the walk opens",
    "reports:shared": "needs a link that is shown once: tests/reports",
    **dict.fromkeys(("health_live", "health_ready"), "for machines"),
}
"""Addresses that this module does not open, and why."""
