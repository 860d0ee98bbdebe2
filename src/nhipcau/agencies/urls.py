from django.urls import path, re_path, register_converter

from nhipcau.agencies.rules import FocalDuty
from nhipcau.agencies.views import accounts, focal, groups, installing, passwords, registry, tables


class DutyConverter:
    """«lanh-dao» and «can-bo» in addresses."""

    regex = "lanh-dao|can-bo"

    def to_python(self, value: str) -> FocalDuty:
        return FocalDuty.LEADER if value == "lanh-dao" else FocalDuty.OFFICER

    def to_url(self, value: str) -> str:
        return "lanh-dao" if value == FocalDuty.LEADER else "can-bo"


register_converter(DutyConverter, "duty")

app_name = "agencies"
urlpatterns = [
    path("thiet-lap/", installing.setup, name="setup"),
    path("thiet-lap/<str:token>/", installing.setup, name="setup_behind"),
    # Before the sign-in library's own addresses: no self-made accounts, no own e-mail or outside accounts.
    re_path(
        r"^tai-khoan/(?:signup|email|confirm-email|password/reset|3rdparty/signup|social)/(?P<rest>.*)$",
        installing.not_offered,
    ),
    path("tai-khoan/3rdparty/", installing.not_offered),
    path("mat-khau/<str:token>/", passwords.choose, name="password_choose"),
    path("co-quan/", registry.agencies, name="agencies"),
    path("co-quan/them/", registry.agency_create, name="create"),
    path("co-quan/nhom/", groups.agency_groups, name="groups"),
    path("co-quan/nhom/them/", groups.agency_group_edit, name="group_create"),
    path("co-quan/nhom/<slug:code>/", groups.agency_group, name="group"),
    path("co-quan/nhom/<slug:code>/sua/", groups.agency_group_edit, name="group_edit"),
    path("co-quan/nhom/<slug:code>/xoa/", groups.agency_group_remove, name="group_remove"),
    path("co-quan/ghep-ten/", groups.agency_names, name="names"),
    path("co-quan/ghep-ten/<int:pk>/bo/", groups.agency_name_forget, name="name_forget"),
    path("co-quan/dau-moi/", focal.focal_officers, name="focal_officers"),
    path("co-quan/dau-moi/nhac/", focal.remind_focal, name="remind_focal"),
    path("co-quan/nhap-bang/<slug:kind>/", tables.bring, name="table"),
    path("co-quan/nhap-bang/<slug:kind>/mau/", tables.template, name="table_template"),
    path("co-quan/nhap-bang/<slug:kind>/<int:pk>/", tables.draft, name="table_draft"),
    path("co-quan/xuat/", tables.export, name="export"),
    path("co-quan/<slug:code>/", registry.agency, name="agency"),
    path("co-quan/<slug:code>/sua/", registry.agency_edit, name="edit"),
    path("co-quan/<slug:code>/ten/", registry.agency_name_add, name="name_add"),
    path("co-quan/<slug:code>/ten/<int:pk>/bo/", registry.agency_name_remove, name="name_remove"),
    path("co-quan/<slug:code>/sap-nhap/", registry.agency_merge, name="merge"),
    path("co-quan/<slug:code>/giao-viec/", registry.agency_hand_on, name="hand_on"),
    path("co-quan/<slug:code>/dau-moi/<duty:duty>/", focal.focal_edit, name="focal_edit"),
    path("co-quan/<slug:code>/dau-moi/<int:pk>/thoi/", focal.focal_end, name="focal_end"),
    path("can-bo/", accounts.officers, name="officers"),
    path("can-bo/them/", accounts.officer_create, name="officer_create"),
    path("can-bo/nhap-bang/", tables.bring_accounts, name="accounts_table"),
    path("can-bo/nhap-bang/mau/", tables.template_of_accounts, name="accounts_table_template"),
    path("can-bo/nhap-bang/<int:pk>/", tables.draft_of_accounts, name="accounts_table_draft"),
    path("can-bo/thu-moi/", accounts.invitations, name="invitations"),
    path("can-bo/vai-tro/", accounts.role_matrix, name="roles"),
    path("can-bo/vai-tro/bang/", accounts.role_matrix_sheet, name="roles_sheet"),
    path("can-bo/<int:pk>/", accounts.officer_edit, name="officer"),
    path("can-bo/<int:pk>/vai-tro/", accounts.role_give, name="role_give"),
    path("can-bo/<int:pk>/vai-tro/<int:held>/", accounts.role_change, name="role_change"),
    path("can-bo/<int:pk>/mat-khau/", accounts.officer_password, name="officer_password"),
    path("can-bo/<int:pk>/hai-lop/", accounts.officer_second_factor, name="officer_second_factor"),
    path("can-bo/<int:pk>/dung/", accounts.officer_active, name="officer_active"),
]
