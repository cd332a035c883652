"""Addresses of the pages on which leaders ask."""

from django.urls import URLPattern

app_name = "surveys"
urlpatterns: list[URLPattern] = []
