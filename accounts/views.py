"""Sign in and out, for people who run initiatives; respondents never come here."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse

from accounts.forms import SignInForm
from accounts.models import User
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
