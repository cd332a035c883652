"""Sign in and out, for people who run initiatives; respondents never come here."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.forms import SignInForm
from accounts.gallery import gallery_context
from accounts.models import User
from accounts.permissions import Capability, requires
from accounts.services import record_audit


class SignInView(LoginView):
    """Start a session and note it in the audit log."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign the checked user in."""
        user = form.get_user()
        if isinstance(user, User):
            record_audit(actor=user, verb="signed in", subject=user.email)
        return super().form_valid(form)


class SignOutView(LogoutView):
    """End the session; only by POST, so that no link can do it."""


@requires(Capability.VIEW_SETTINGS)
def components(request: HttpRequest) -> HttpResponse:
    """Show every component once, for those who build pages and those who judge them."""
    return render(request, "accounts/components.html", gallery_context())
