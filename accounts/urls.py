"""Addresses of sign-in, of one's account, of users and of the audit log.

Ours are named `accounts:…`. Those that django-allauth looks up bear the names it knows.
"""

from allauth.account.views import (
    PasswordResetDoneView,
    PasswordResetFromKeyView,
    PasswordResetView,
    ReauthenticateView,
)
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ConfirmCodeView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from allauth.socialaccount.providers.saml import views as saml
from django.urls import include, path, re_path, reverse_lazy

from accounts.views import account, audit, sign_in, users

_SIGN_IN = reverse_lazy("accounts:sign_in")
_ACCOUNT = reverse_lazy("accounts:account")

own_patterns = [
    path("sign-in/", sign_in.SignInView.as_view(), name="sign_in"),
    path("sign-out/", sign_in.SignOutView.as_view(), name="sign_out"),
    path("me/", account.account, name="account"),
    path("me/sessions/end/", account.end_session, name="end_session"),
    path("users/", users.users, name="users"),
    path("users/<int:user_id>/", users.user, name="user"),
    path("users/<int:user_id>/deactivate/", users.deactivate, name="deactivate_user"),
    path("users/<int:user_id>/activate/", users.activate, name="activate_user"),
    path("users/<int:user_id>/link/", users.send_link, name="send_link"),
    path(
        "users/<int:user_id>/second-factor/",
        users.forget_second_factor,
        name="forget_second_factor",
    ),
    path("audit/", audit.audit_log, name="audit_log"),
    path("audit/log.csv", audit.download, name="audit_download"),
    path("components/", users.components, name="components"),
]

password_patterns = [
    path("me/password/", account.OwnPasswordView.as_view(), name="account_change_password"),
    path(
        "password/",
        PasswordResetView.as_view(template_name="accounts/password_forgotten.html"),
        name="account_reset_password",
    ),
    path(
        "password/sent/",
        PasswordResetDoneView.as_view(template_name="accounts/password_sent.html"),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        PasswordResetFromKeyView.as_view(
            template_name="accounts/password_new.html", success_url=_SIGN_IN
        ),
        name="account_reset_password_from_key",
    ),
    path(
        "confirm/",
        ReauthenticateView.as_view(template_name="accounts/confirm.html"),
        name="account_reauthenticate",
    ),
]

second_factor_patterns = [
    path(
        "sign-in/code/",
        AuthenticateView.as_view(template_name="accounts/code.html"),
        name="mfa_authenticate",
    ),
    path("sign-in/passkey/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path(
        "confirm/code/",
        ConfirmCodeView.as_view(template_name="accounts/confirm.html"),
        name="mfa_reauthenticate",
    ),
    path(
        "confirm/passkey/",
        ReauthenticateWebAuthnView.as_view(template_name="accounts/confirm_passkey.html"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "me/app/",
        ActivateTOTPView.as_view(template_name="accounts/app.html"),
        name="mfa_activate_totp",
    ),
    path(
        "me/app/remove/",
        DeactivateTOTPView.as_view(template_name="accounts/app_remove.html"),
        name="mfa_deactivate_totp",
    ),
    path(
        "me/codes/",
        ViewRecoveryCodesView.as_view(template_name="accounts/codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "me/codes/new/",
        GenerateRecoveryCodesView.as_view(template_name="accounts/codes_new.html"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "me/codes/codes.txt",
        DownloadRecoveryCodesView.as_view(template_name="accounts/codes.txt"),
        name="mfa_download_recovery_codes",
    ),
    path(
        "me/passkeys/add/",
        AddWebAuthnView.as_view(template_name="accounts/passkey.html"),
        name="mfa_add_webauthn",
    ),
    path(
        "me/passkeys/<int:pk>/remove/",
        RemoveWebAuthnView.as_view(
            template_name="accounts/passkey_remove.html", success_url=_ACCOUNT
        ),
        name="mfa_remove_webauthn",
    ),
]

sign_on_patterns = [
    path("oidc/<str:provider_id>/", sign_in.oidc_start, name="openid_connect_login"),
    path("oidc/<str:provider_id>/return/", sign_in.oidc_return, name="openid_connect_callback"),
    path("saml/<str:organization_slug>/", saml.login, name="saml_login"),
    path("saml/<str:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
    path("saml/<str:organization_slug>/acs/", sign_in.saml_answer, name="saml_acs"),
    path("saml/<str:organization_slug>/acs/finish/", sign_in.saml_finish, name="saml_finish_acs"),
    path("saml/<str:organization_slug>/sls/", saml.sls, name="saml_sls"),
    path("sign-in/cancelled/", sign_in.sign_on_cancelled, name="socialaccount_login_cancelled"),
]

# the same pages under the names that allauth leads to
alias_patterns = [
    path("sign-in/", sign_in.SignInView.as_view(), name="account_login"),
    path("sign-out/", sign_in.SignOutView.as_view(), name="account_logout"),
    path("me/", account.account, name="mfa_index"),
]

urlpatterns = [
    path("", include((own_patterns, "accounts"))),
    *password_patterns,
    *second_factor_patterns,
    *sign_on_patterns,
    *alias_patterns,
]
