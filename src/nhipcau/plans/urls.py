from django.urls import path

from nhipcau.plans.views import feeds, imports, plans, tasks

urlpatterns = [
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/nhap/", imports.new, name="plan_import_new"),
    path("ke-hoach/nhap/<int:pk>/", imports.show, name="plan_import"),
    path("ke-hoach/nhap/<int:pk>/tep/", imports.file, name="plan_import_file"),
    path("ke-hoach/nhap/<int:pk>/ten/", imports.name, name="plan_import_name"),
    path("ke-hoach/nhap/<int:pk>/trang/<int:number>.png", imports.page_image, name="plan_import_page"),
    path("ke-hoach/nhap/<int:pk>/them/", imports.add, name="plan_import_add"),
    path("ke-hoach/nhap/<int:pk>/xac-nhan/", imports.confirm_plan, name="plan_import_confirm"),
    path("ke-hoach/nhap/<int:pk>/bo/", imports.discard, name="plan_import_discard"),
    path("ke-hoach/nhap/<int:pk>/phan/<slug:key>/", imports.part, name="plan_import_part"),
    path("ke-hoach/nhap/<int:pk>/phan/<slug:key>/xoa/", imports.remove, name="plan_import_remove"),
    path("ke-hoach/<int:pk>/", plans.plan, name="plan"),
    path("ke-hoach/<int:pk>/xuat.xlsx", plans.export, name="plan_export"),
    path("ke-hoach/<int:pk>/ghep-ten/", plans.names, name="plan_names"),
    path("ke-hoach/<int:pk>/dong/", plans.close, name="plan_close"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/sua/", tasks.edit, name="task_edit"),
    path("nhiem-vu/<int:pk>/trao-doi/", tasks.comment, name="task_comment"),
    path("nhiem-vu/<int:pk>/chi-dao/", tasks.direction, name="task_direction"),
    path("phan-viec/<int:pk>/tien-do/", tasks.report, name="duty_report"),
    path("phan-viec/<int:pk>/minh-chung/", tasks.add_evidence, name="duty_evidence"),
    path("minh-chung/<int:pk>/tep/", tasks.evidence_file, name="evidence_file"),
    path("minh-chung/<int:pk>/rut/", tasks.withdraw_evidence, name="evidence_withdraw"),
    path("lich/", feeds.settings, name="calendar_settings"),
    path("lich/<slug:key>/<slug:kind>.ics", feeds.feed, name="calendar_feed"),
]
