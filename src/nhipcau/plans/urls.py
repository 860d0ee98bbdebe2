from django.urls import path

from nhipcau.plans.views import evidence, feeds, imports, naming, plans, tasks, urging

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/nhap/", imports.new, name="import_new"),
    path("ke-hoach/nhap/<int:pk>/", imports.show, name="import"),
    path("ke-hoach/nhap/<int:pk>/tep/", imports.file, name="import_file"),
    path("ke-hoach/nhap/<int:pk>/ten/", imports.name, name="import_name"),
    path("ke-hoach/nhap/<int:pk>/tao-co-quan/", naming.of_import, name="import_agencies"),
    path("ke-hoach/nhap/<int:pk>/trang/<int:number>.png", imports.page_image, name="import_page"),
    path("ke-hoach/nhap/<int:pk>/da-xem/", imports.look_at, name="import_look_at"),
    path("ke-hoach/nhap/<int:pk>/them/", imports.add, name="import_add"),
    path("ke-hoach/nhap/<int:pk>/xac-nhan/", imports.confirm_plan, name="import_confirm"),
    path("ke-hoach/nhap/<int:pk>/bo/", imports.discard, name="import_discard"),
    path("ke-hoach/nhap/<int:pk>/phan/<slug:key>/", imports.part, name="import_part"),
    path("ke-hoach/nhap/<int:pk>/phan/<slug:key>/xoa/", imports.remove, name="import_remove"),
    path("ke-hoach/<int:pk>/", plans.plan, name="plan"),
    path("ke-hoach/<int:pk>/xuat.xlsx", plans.export, name="export"),
    path("ke-hoach/<int:pk>/don-doc/", urging.urge, name="urge"),
    path("ke-hoach/<int:pk>/ghep-ten/", plans.names, name="names"),
    path("ke-hoach/<int:pk>/ghep-ten/tao-co-quan/", naming.of_plan, name="names_agencies"),
    path("ke-hoach/<int:pk>/ghep-ten/lai/", naming.again, name="names_again"),
    path("ke-hoach/<int:pk>/dong/", plans.close, name="close"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/sua/", tasks.edit, name="task_edit"),
    path("nhiem-vu/<int:pk>/trao-doi/", tasks.comment, name="task_comment"),
    path("phan-viec/<int:pk>/tien-do/", tasks.report, name="duty_report"),
    path("phan-viec/<int:pk>/bao-tien-do/", tasks.report_form, name="duty_report_form"),
    path("phan-viec/<int:pk>/minh-chung/", tasks.add_evidence, name="duty_evidence"),
    path("phan-viec/<int:pk>/tim-tai-lieu/", tasks.search_evidence, name="duty_evidence_search"),
    path("tai-lieu-kiem-chung/", evidence.counted, name="evidence"),
    path("minh-chung/<int:pk>/tep/", tasks.evidence_file, name="evidence_file"),
    path("minh-chung/<int:pk>/rut/", tasks.withdraw_evidence, name="evidence_withdraw"),
    path("lich/", feeds.settings, name="calendar_settings"),
    path("lich/<slug:key>/<slug:kind>.ics", feeds.feed, name="calendar_feed"),
]
