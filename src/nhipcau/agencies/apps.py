from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "nhipcau.agencies"
    label = "agencies"
    verbose_name = "Cơ quan"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy

        from nhipcau.kernel import notifications

        notifications.register_kind("agencies.focal", gettext_lazy("Nhắc cử cán bộ đầu mối"))
