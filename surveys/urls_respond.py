"""Addresses of the respondent's pages: short, and without a token after the first."""

from django.urls import URLPattern, path

from surveys.views import ballots, codes_respond, follow_up, respond, trial

app_name = "respond"


def _code_paths(part: str, prefix: str, *, is_shared: bool) -> list[URLPattern]:
    """The pages for holders of codes; those of a shared device go back to their first page."""
    pages = {
        "": codes_respond.start,
        "promise/": codes_respond.promise,
        "stored/": codes_respond.stored,
        "questions/": codes_respond.questions,
        "review/": codes_respond.review,
        "send/": codes_respond.send,
        "thanks/": codes_respond.thanks,
    }
    extra = {"is_shared": is_shared}
    door = path(f"k/{part}<uuid:wave_id>/", codes_respond.door, extra, name=f"{prefix}_door")
    return [
        door,
        *(
            path(
                f"k/{part}<uuid:wave_id>/<str:language>/{end}",
                page,
                extra,
                name=f"{prefix}_{end.rstrip('/') or 'start'}",
            )
            for end, page in pages.items()
        ),
    ]


urlpatterns = [
    path("i/<str:token>", respond.enter, name="enter"),
    path("d/<str:language>/<slug:token>/", follow_up.told, name="follow_up"),
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
    path("t/<str:token>/<str:language>/stored/", trial.stored, name="trial_stored"),
    path("t/<str:token>/<str:language>/questions/", trial.questions, name="trial_questions"),
    path("t/<str:token>/<str:language>/review/", trial.review, name="trial_review"),
    path("t/<str:token>/<str:language>/send/", trial.send, name="trial_send"),
    path("t/<str:token>/<str:language>/thanks/", trial.thanks, name="trial_thanks"),
    path("k/", codes_respond.entry, name="code_entry"),
    *_code_paths("", "code", is_shared=False),
    *_code_paths("device/", "kiosk", is_shared=True),
]
