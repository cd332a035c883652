"""Addresses of the respondent's pages: short, and without a token after the first."""

from django.urls import path

from surveys.views import respond

app_name = "respond"
urlpatterns = [
    path("i/<str:token>", respond.enter, name="enter"),
    path("s/<str:language>/", respond.promise, name="promise"),
    path("s/<str:language>/questions/", respond.questions, name="questions"),
    path("s/<str:language>/review/", respond.review, name="review"),
    path("s/<str:language>/send/", respond.send, name="send"),
    path("s/<str:language>/thanks/", respond.thanks, name="thanks"),
]
