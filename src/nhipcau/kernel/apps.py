from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "nhipcau.kernel"
    label = "kernel"
    verbose_name = "Nền"
