"""Addresses of the respondent's pages: short, and without a token after the first."""

from django.urls import path

from surveys.views import ballots, follow_up, respond, trial

app_name = "respond"
urlpatterns = [
    path("i/<str:token>", respond.enter, name="enter"),
    path("d/<str:language>/<str:token>/", follow_up.told, name="follow_up"),
    path("s/ballot/sign/", ballots.sign, name="sign"),
    path("s/<str:language>/ballot/", ballots.ballot, name="ballot"),
    path("b/<uuid:wave_id>/manifest.json", ballots.manifest, name="manifest"),
    path("b/<uuid:wave_id>/cast/", ballots.cast, name="cast"),
    path("b/<uuid:wave_id>/receipts/", ballots.receipts, name="receipts"),
    path("b/<uuid:wave_id>/receipts.txt", ballots.receipts_list, name="receipts_list"),
    path("b/<uuid:wave_id>/<str:language>/", ballots.cast_later, name="cast_later"),
    path("s/<str:language>/", respond.promise, name="promise"),
    path("s/<str:language>/stored/", respond.stored, name="stored"),
    path("s/<str:language>/questions/", respond.questions, name="questions"),
    path("s/<str:language>/review/", respond.review, name="review"),
    path("s/<str:language>/send/", respond.send, name="send"),
    path("s/<str:language>/thanks/", respond.thanks, name="thanks"),
    path("t/<str:token>/<str:language>/", trial.promise, name="trial_promise"),
    path("t/<str:token>/<str:language>/questions/", trial.questions, name="trial_questions"),
    path("t/<str:token>/<str:language>/review/", trial.review, name="trial_review"),
    path("t/<str:token>/<str:language>/send/", trial.send, name="trial_send"),
    path("t/<str:token>/<str:language>/thanks/", trial.thanks, name="trial_thanks"),
]
