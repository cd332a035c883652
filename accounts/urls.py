"""Addresses of sign-in."""

from django.urls import path

from accounts.views import SignInView, SignOutView, components

app_name = "accounts"

urlpatterns = [
    path("sign-in/", SignInView.as_view(), name="sign_in"),
    path("sign-out/", SignOutView.as_view(), name="sign_out"),
    path("components/", components, name="components"),
]
