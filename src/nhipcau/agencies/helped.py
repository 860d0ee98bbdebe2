"""Which section of the handbook explains which page, by the names in ``urls.py``."""

from __future__ import annotations

from nhipcau.kernel.handbook import Help

HELP = Help(
    "agencies",
    "5-co-quan",
    {
        "agencies": "5-co-quan#danh-muc",
        "create": "5-co-quan#danh-muc",
        "agency": "5-co-quan#danh-muc",
        "edit": "5-co-quan#danh-muc",
        "groups": "5-co-quan#nhom",
        "group_create": "5-co-quan#nhom",
        "group": "5-co-quan#nhom",
        "group_edit": "5-co-quan#nhom",
        "names": "5-co-quan#ten-goi",
        "merge": "5-co-quan#sap-nhap",
        "focal_officers": "5-co-quan#can-bo-dau-moi",
        "focal_edit": "5-co-quan#can-bo-dau-moi",
        "focal_end": "5-co-quan#can-bo-dau-moi",
        "table": "5-co-quan#nhap-tu-bang",
        "table_draft": "5-co-quan#nhap-tu-bang",
        "setup": "6-quan-tri#lan-dau",
        "setup_behind": "6-quan-tri#lan-dau",
        "password_choose": "1-bat-dau#dang-nhap",
        "officers": "6-quan-tri#tai-khoan",
        "officer_create": "6-quan-tri#tai-khoan",
        "accounts_table": "6-quan-tri#tai-khoan",
        "accounts_table_draft": "6-quan-tri#tai-khoan",
        "invitations": "6-quan-tri#tai-khoan",
        "officer": "6-quan-tri#tai-khoan",
        "officer_password": "6-quan-tri#tai-khoan",
        "officer_second_factor": "6-quan-tri#tai-khoan",
        "officer_active": "6-quan-tri#tai-khoan",
        "roles": "5-co-quan#vai-tro-co-thoi-han",
        "role_give": "5-co-quan#vai-tro-co-thoi-han",
        "role_change": "5-co-quan#vai-tro-co-thoi-han",
    },
)
