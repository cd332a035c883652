"""Addresses of sign-in and of users."""

from django.urls import path

from accounts.views import SignInView, SignOutView, components, users

app_name = "accounts"

urlpatterns = [
    path("sign-in/", SignInView.as_view(), name="sign_in"),
    path("sign-out/", SignOutView.as_view(), name="sign_out"),
    path("users/", users, name="users"),
    path("components/", components, name="components"),
]
