"""One's own account: password, second factor, passkeys, sessions."""

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.required_steps import Step, required_step
from accounts.selectors import open_sessions, own_second_factors
from accounts.services import end_sessions, record_audit


@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show how one signs in, and where one is signed in."""
    user = acting_user(request)
    context = {
        "factors": own_second_factors(user),
        "sessions": open_sessions(user, current=request.session.session_key or ""),
        "must_add_second_factor": required_step(request, user) is Step.ADD_SECOND_FACTOR,
    }
    return render(request, "accounts/account.html", context)


class OwnPasswordView(PasswordChangeView):  # type: ignore[misc]  # allauth ships no types
    """Change the password; who signs in through the organization has none."""

    template_name = "accounts/password.html"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Let only those in who have one."""
        if request.user.is_authenticated and not acting_user(request).has_usable_password():
            raise Http404
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: object) -> HttpResponse:
        """Note it."""
        answer: HttpResponse = super().form_valid(form)
        user = acting_user(self.request)
        record_audit(actor=user, verb="password.change", subject=user.email)
        return answer


@require_POST
@login_required
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out elsewhere: one session by its number, or all others."""
    number = request.POST.get("session", "")
    ended = end_sessions(
        user=acting_user(request),
        kept=request.session.session_key or "",
        session_id=int(number) if number.isdecimal() and number.isascii() else None,
    )
    text = ngettext("%(count)s session ended.", "%(count)s sessions ended.", ended)
    messages.success(request, text % {"count": ended})
    return redirect("accounts:account")
