"""What agencies tell the kernel, said once when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.agencies.permissions import KEEP_ACCOUNTS, KEEP_AGENCIES, KEEP_OWN, SEE_CONTACTS
from nhipcau.agencies.rules import KIND_LABELS, LEVEL_LABELS, ROLE_LABELS, Role
from nhipcau.kernel import audit, finding, handbook, lists, navigation, notifications, sentences, undo
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.facts import FactSource, by_the_log, fact_sources
from nhipcau.kernel.navigation import Entry
from nhipcau.kernel.permissions import LOOK_AFTER
from nhipcau.kernel.refusal import N_


def connect() -> None:
    """Name the kinds of notices and the actions of the log; agencies can be found."""
    from django.urls import reverse

    from nhipcau.agencies import deskcards, facts, health, listings, proving, roles, shredding, witnessing
    from nhipcau.agencies.actions import focal, handing_on, many, signing_in
    from nhipcau.agencies.helped import HELP
    from nhipcau.agencies.models import Agency
    from nhipcau.agencies.queries import people
    from nhipcau.agencies.queries.register import note_of, visible, words_of

    for listing in listings.LISTINGS:
        lists.listings.register(listing)
    undo.undos.register(undo.Undo(many.REMINDED, many.forget_reminders))
    handbook.helps.register(HELP)
    deskcards.connect()
    proving.connect()
    witnessing.connect()
    health.connect()
    roles.grant(Role.OFFICER, KEEP_OWN)
    roles.grant(Role.AGENCY_LEADER, KEEP_OWN)
    roles.grant(Role.LEADER, SEE_CONTACTS)
    roles.grant(Role.COORDINATOR, SEE_CONTACTS, KEEP_OWN, KEEP_AGENCIES)
    roles.grant(Role.ADMINISTRATOR, SEE_CONTACTS, KEEP_OWN, KEEP_AGENCIES, KEEP_ACCOUNTS, LOOK_AFTER)
    navigation.entries.register(
        Entry("agencies", pgettext_lazy("nhiều", "Cơ quan"), "agencies:agencies", order=40)
    )
    for key, page_label, url, permission, order in (
        ("agencies.list", _("Danh mục"), "agencies:agencies", SIGNED_IN, 10),
        ("agencies.groups", pgettext_lazy("nhiều", "Nhóm"), "agencies:groups", SIGNED_IN, 20),
        (
            "agencies.focal",
            pgettext_lazy("nhiều", "Cán bộ đầu mối"),
            "agencies:focal_officers",
            SEE_CONTACTS,
            30,
        ),
        ("agencies.names", _("Xác định tên cơ quan"), "agencies:names", KEEP_AGENCIES, 40),
    ):
        navigation.pages.register(
            Entry(key, page_label, url, permission=permission, order=order, section="agencies")
        )
    navigation.entries.register(
        Entry("officers", _("Tài khoản"), "agencies:officers", permission=KEEP_ACCOUNTS, order=60)
    )
    finding.findables.register(
        finding.Findable(
            name="agency",
            label=N_("Cơ quan"),
            model=Agency,
            visible=visible,
            words=words_of,
            title=str,
            url=lambda agency: reverse("agencies:agency", args=[agency.code]),
            agency=lambda agency: agency.pk,
            note=note_of,
            order=5,
        )
    )
    fact_sources.register(
        FactSource(
            name="agency",
            label=N_("Cơ quan"),
            model=Agency,
            visible=visible,
            url=lambda agency: reverse("agencies:agency", args=[agency.code]) + "#dau-moi",
            kinds=("agency", "focal.complete", "focal.change"),
            since=facts.since,
            facts=facts.focal,
            stamp=by_the_log,
            lacks=frozenset({"duty=speaking"}),
            of_which=facts.whose,
        )
    )
    finding.seekers.register(
        finding.Seeker(name="person", label=N_("Người"), permission=SIGNED_IN, find=people.found, order=15)
    )
    shredding.connect()
    signing_in.connect()
    sentences.register(focal.SENTENCES | handing_on.SENTENCES)
    notifications.register_kind("agencies.focal", _("Đôn đốc cử cán bộ đầu mối"))
    notifications.register_kind(
        handing_on.CAME, _("Tiếp nhận việc của cơ quan không còn hoạt động"), KEEP_OWN
    )
    notifications.register_kind(
        handing_on.LEFT, _("Việc của cơ quan không còn hoạt động chưa có nơi nhận"), KEEP_AGENCIES
    )
    audit.name_fields(
        {
            "role": (_("vai trò"), ROLE_LABELS),
            "position": _("chức vụ"),
            "since": _("từ ngày"),
            "until": _("đến hết ngày"),
            "officer": _("cán bộ"),
            "phone": _("điện thoại"),
            "email": _("thư điện tử công vụ"),
            "mail_to": _("gửi thư tới"),
            "in_app": _("trong phần mềm"),
            "by_mail": _("qua thư"),
            "by_push": _("trên thiết bị"),
            "is_active": _("đang dùng được"),
            "is_open": _("còn nhận cơ quan mới"),
            "kinds": (_("loại cơ quan"), KIND_LABELS),
            "levels": (_("cấp"), LEVEL_LABELS),
            "group": _("nhóm cơ quan"),
            "agency": _("cơ quan"),
            "written": _("tên như trong văn bản"),
            "name": _("tên"),
            "language": _("ngôn ngữ của thư"),
            "address_of_machine": _("địa chỉ máy"),
        }
    )
    audit.name_actions(
        {
            "account.signed_in": _("đăng nhập"),
            "account.sign_in_failed": _("đăng nhập không thành công"),
            "account.signed_out": _("đăng xuất"),
            "account.second_factor_failed": _("xác thực lớp hai không thành công"),
        },
        are_passing=True,
    )
    audit.name_actions(
        {
            "account.second_factor_added": _("bật xác thực hai lớp"),
            "account.second_factor_removed": _("tắt xác thực hai lớp"),
            "account.created": _("tạo tài khoản"),
            "account.edited": _("sửa tài khoản"),
            "account.closed": _("đóng tài khoản"),
            "account.invited": _("lập thư mời đăng nhập"),
            "account.opened": _("mở lại tài khoản"),
            "account.password_chosen": _("tự đặt mật khẩu"),
            "account.password_reset": _("cấp lại mật khẩu"),
            "account.second_factor_reset": _("gỡ xác thực hai lớp"),
            "account.role_given": _("giao vai trò"),
            "account.role_changed": _("đổi thời gian giữ vai trò"),
            "account.role_taken": _("thôi vai trò"),
            "agency.created": _("thêm cơ quan"),
            "agency.edited": _("sửa cơ quan"),
            "agency.loaded": _("nhập cơ quan từ danh mục"),
            "agency.merged": _("ghi nhận sáp nhập"),
            "agency.took_over": _("tiếp nhận việc"),
            "agency.work_handed_on": _("chuyển việc đang mở của cơ quan không còn hoạt động"),
            "agency.name_added": _("thêm tên gọi"),
            "agency.name_removed": _("bỏ tên gọi"),
            "agency.focal_named": _("cử cán bộ đầu mối"),
            "agency.focal_corrected": _("sửa cán bộ đầu mối"),
            "agency.focal_ended": _("cán bộ đầu mối thôi nhiệm vụ"),
            "agency.focal_reminded": _("đôn đốc cử cán bộ đầu mối"),
            "group.saved": _("lưu nhóm cơ quan"),
            "group.loaded": _("nhập nhóm cơ quan"),
            "group.removed": _("bỏ nhóm cơ quan"),
            "name.decided": _("xác định tên cơ quan"),
            "name.forgotten": _("gỡ việc xác định tên cơ quan"),
            "table.taken": _("nhập từ bảng"),
            "installation.set_up": _("thiết lập hệ thống"),
            "kernel.notice_choices": _("chọn cách nhận thông báo"),
        }
    )
