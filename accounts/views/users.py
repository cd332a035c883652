"""Users: who has an account, in which role, and what an administrator may do about it."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.forms.users import InviteForm, RoleForm
from accounts.gallery import gallery_context
from accounts.models import User
from accounts.obstacles import AccountObstacle
from accounts.permissions import Capability, requires
from accounts.selectors import all_users, user_line
from accounts.services import activate_user, deactivate_user, reset_second_factor
from accounts.welcome import password_link, send_password_link


@require_http_methods(["GET", "POST"])
@requires(Capability.MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    """List everybody who has an account, and invite somebody new."""
    form = InviteForm(request.POST or None)
    if form.is_valid() and (invited := form.save(actor=acting_user(request))):
        return _hand_over_link(request, invited)
    status = 422 if form.is_bound else 200
    context = {
        "form": form,
        "users": all_users(),
        "is_exclusive": settings.SIGN_ON.is_exclusive,
    }
    return render(request, "accounts/users.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.MANAGE_USERS)
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show one account; a POST gives it another role."""
    line = user_line(user_id)
    if line is None:
        raise Http404
    form = RoleForm(request.POST or None, initial={"role": line.role_key})
    if form.is_valid() and form.save(actor=acting_user(request), user_id=user_id):
        messages.success(request, _("The role is changed."))
        return redirect("accounts:user", user_id=user_id)
    status = 422 if form.is_bound else 200
    context = {"form": form, "listed": line}
    return render(request, "accounts/user.html", context, status=status)


@require_POST
@requires(Capability.MANAGE_USERS)
def deactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    """Let the user in no more."""
    return _change(request, user_id, deactivate_user, _("Deactivated. Every session is ended."))


@require_POST
@requires(Capability.MANAGE_USERS)
def activate(request: HttpRequest, user_id: int) -> HttpResponse:
    """Let the user in again."""
    return _change(request, user_id, activate_user, _("Active again."))


@require_POST
@requires(Capability.MANAGE_USERS)
def forget_second_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take app, codes and passkeys from somebody who lost them."""
    text = _("Second factor removed. The password is enough until a new one is added.")
    return _change(request, user_id, reset_second_factor, text)


@require_POST
@requires(Capability.MANAGE_USERS)
def send_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """Send the link to choose a password once more."""
    found = User.objects.filter(pk=user_id, is_active=True).first()
    if found is None:
        raise Http404
    return _hand_over_link(request, found)


@require_GET
@requires(Capability.VIEW_SETTINGS)
def components(request: HttpRequest) -> HttpResponse:
    """Show every component once, for those who build pages and those who judge them."""
    return render(request, "accounts/components.html", gallery_context())


def _hand_over_link(request: HttpRequest, invited: User) -> HttpResponse:
    """Mail the link; where no mail leaves the house, show it once."""
    if not settings.SIGN_ON.lets_in_here(invited.email):
        text = _("%(name)s signs in through your organization; no link is needed.")
        messages.success(request, text % {"name": invited.name})
        return redirect("accounts:users")
    if settings.EMAIL_HOST:
        send_password_link(invited)
        text = _("%(name)s gets a mail with a link to choose a password.")
        messages.success(request, text % {"name": invited.name})
        return redirect("accounts:users")
    context = {"invited": invited, "link": password_link(invited)}
    return render(request, "accounts/link.html", context)


def _change(
    request: HttpRequest, user_id: int, service: Callable[..., User], text: str
) -> HttpResponse:
    try:
        service(actor=acting_user(request), user_id=user_id)
    except User.DoesNotExist as error:
        raise Http404 from error
    except AccountObstacle as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, text)
    return redirect("accounts:user", user_id=user_id)
