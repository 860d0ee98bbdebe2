"""Which section of the handbook explains which page, by the names in ``urls.py``; the sign-in library's too."""

from __future__ import annotations

from nhipcau.kernel.handbook import Help

HELP = Help(
    "kernel",
    "1-bat-dau",
    {
        "notices": "1-bat-dau#thong-bao",
        "notice_choices": "1-bat-dau#thong-bao",
        "unsent": "1-bat-dau#khong-mat-chu-nao",
        "signed_in": "1-bat-dau#khong-mat-chu-nao",
    },
)
SIGNING_IN = Help(
    "",
    "1-bat-dau#dang-nhap",
    dict.fromkeys(
        (
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
            "account_reauthenticate",
            "mfa_reauthenticate",
        ),
        "1-bat-dau#them-mot-lop-bao-ve",
    ),
)
