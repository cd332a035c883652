"""Addresses of the pages on which leaders ask and read."""

from django.urls import path

from surveys.views import (
    actions,
    alerts,
    audiences,
    codes,
    expectations,
    follow_up,
    initiatives,
    other_names,
    people,
    planning,
    results,
    reviewing,
    sharing,
    trustee,
    waves,
)
from surveys.views.launching import choosing
from surveys.views.launching import planning as launching

app_name = "surveys"
_PLAN = "initiatives/launches/<uuid:draft_id>/"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/example.csv", people.example, name="people_example"),
    path("people/import/", people.preview, name="preview_import"),
    path("people/import/confirm/", people.confirm, name="confirm_import"),
    path("people/names/", other_names.other_names, name="other_names"),
    path("people/names/import/", other_names.preview, name="preview_other_names"),
    path("people/names/import/confirm/", other_names.confirm, name="confirm_other_names"),
    path("people/audiences/new/", audiences.new_audience, name="new_audience"),
    path("people/audiences/<uuid:audience_id>/", audiences.audience, name="audience"),
    path("initiatives/", initiatives.initiatives, name="initiatives"),
    path("initiatives/new/", initiatives.new, name="new_initiative"),
    path("initiatives/<uuid:initiative_id>/", initiatives.initiative, name="initiative"),
    path("initiatives/<uuid:initiative_id>/change/", initiatives.change, name="change_initiative"),
    path(
        "initiatives/<uuid:initiative_id>/surveys/new/", initiatives.new_survey, name="new_survey"
    ),
    path("initiatives/surveys/<uuid:survey_id>/waves/new/", planning.new_wave, name="new_wave"),
    path("initiatives/waves/<uuid:wave_id>/", waves.wave, name="wave"),
    path("initiatives/waves/<uuid:wave_id>/progress/", waves.progress, name="wave_progress"),
    path("initiatives/waves/<uuid:wave_id>/change/", planning.change, name="change_wave"),
    path("initiatives/waves/<uuid:wave_id>/retry/", waves.retry, name="retry"),
    path(
        "initiatives/waves/<uuid:wave_id>/publish-without-groups/",
        waves.without_groups,
        name="publish_without_groups",
    ),
    path("initiatives/waves/<uuid:wave_id>/launch/", waves.launch, name="launch"),
    path("initiatives/waves/<uuid:wave_id>/remind/", waves.remind, name="remind"),
    path("initiatives/waves/<uuid:wave_id>/close/", waves.close, name="close"),
    path(
        "initiatives/waves/<uuid:wave_id>/expectation/",
        expectations.expectation,
        name="expectation",
    ),
    path("trustee/", trustee.waves, name="trustee"),
    path("trustee/<uuid:wave_id>/", trustee.wave, name="trustee_wave"),
    path("trustee/<uuid:wave_id>/progress/", trustee.progress, name="trustee_progress"),
    path("initiatives/waves/<uuid:wave_id>/codes/", codes.codes, name="codes"),
    path("initiatives/waves/<uuid:wave_id>/codes/poster/", codes.poster, name="codes_poster"),
    path(
        "initiatives/waves/<uuid:wave_id>/codes/<uuid:batch_id>/remove/",
        codes.remove,
        name="remove_codes",
    ),
    path(
        "initiatives/waves/<uuid:wave_id>/codes/<uuid:batch_id>/cards/",
        codes.cards,
        name="print_codes",
    ),
    path("initiatives/waves/<uuid:wave_id>/copy/", choosing.copy, name="copy_wave"),
    path("initiatives/waves/<uuid:wave_id>/plan/", choosing.plan_wave, name="plan_wave"),
    path("initiatives/waves/<uuid:wave_id>/review/", reviewing.review, name="review"),
    path(
        "initiatives/waves/<uuid:wave_id>/review/<str:item>/",
        reviewing.review_question,
        name="review_question",
    ),
    path("passed-on/", alerts.alerts, name="alerts"),
    path("initiatives/waves/<uuid:wave_id>/results/", results.results, name="results"),
    path("initiatives/launches/new/", choosing.begin, name="begin_launch"),
    path(f"{_PLAN}", choosing.resume, name="plan"),
    path(f"{_PLAN}discard/", choosing.discard, name="discard_plan"),
    path(f"{_PLAN}initiative/", choosing.initiative, name="plan_initiative"),
    path(f"{_PLAN}questionnaire/", choosing.instrument, name="plan_instrument"),
    path(f"{_PLAN}questionnaires/<str:reference>/", choosing.preview, name="preview_questionnaire"),
    path(f"{_PLAN}audience/", choosing.audience, name="plan_audience"),
    path(f"{_PLAN}groups/", launching.groups, name="plan_groups"),
    path(f"{_PLAN}groups/check/", launching.check_groups, name="check_groups"),
    path(f"{_PLAN}expectation/", launching.expectation, name="plan_expectation"),
    path(f"{_PLAN}schedule/", launching.schedule, name="plan_schedule"),
    path(f"{_PLAN}languages/", launching.languages, name="plan_languages"),
    path(f"{_PLAN}trial/", launching.trial, name="plan_trial"),
    path(f"{_PLAN}summary/", launching.summary, name="plan_summary"),
    path(f"{_PLAN}launch/", launching.launch, name="launch_plan"),
    path("initiatives/waves/<uuid:wave_id>/comments/", results.comments, name="comments"),
    path("initiatives/waves/<uuid:wave_id>/sharing/", sharing.sharing, name="sharing"),
    path(
        "initiatives/waves/<uuid:wave_id>/sharing/<uuid:grant_id>/stop/",
        sharing.stop,
        name="stop_sharing",
    ),
    path("initiatives/waves/<uuid:wave_id>/actions/", actions.actions, name="actions"),
    path("initiatives/waves/<uuid:wave_id>/actions/new/", actions.new, name="new_action"),
    path("initiatives/waves/<uuid:wave_id>/actions/told/", follow_up.edit, name="follow_up"),
    path(
        "initiatives/waves/<uuid:wave_id>/actions/<uuid:action_id>/",
        actions.change,
        name="change_action",
    ),
    path(
        "initiatives/waves/<uuid:wave_id>/actions/<uuid:action_id>/delete/",
        actions.delete,
        name="delete_action",
    ),
]
