"""Sign-in, sign-out and users, for people who run initiatives; respondents never come here."""

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import NewUserForm, SignInForm
from accounts.gallery import gallery_context
from accounts.models import User
from accounts.permissions import Capability, requires
from accounts.selectors import all_users
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


@require_http_methods(["GET", "POST"])
@requires(Capability.MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    """List everybody who has an account, and give one to somebody new."""
    form = NewUserForm(request.POST or None)
    if form.is_valid() and (user := form.save()):
        actor = request.user if isinstance(request.user, User) else None
        record_audit(actor=actor, verb="created user", subject=f"{user.email}, {user.role}")
        messages.success(request, _("%(name)s can sign in now.") % {"name": user.name})
        return redirect("accounts:users")
    status = 422 if form.is_bound else 200
    context = {"form": form, "users": all_users()}
    return render(request, "accounts/users.html", context, status=status)


@requires(Capability.VIEW_SETTINGS)
def components(request: HttpRequest) -> HttpResponse:
    """Show every component once, for those who build pages and those who judge them."""
    return render(request, "accounts/components.html", gallery_context())
