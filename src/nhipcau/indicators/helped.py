"""Which section of the handbook explains which page."""

from nhipcau.kernel.handbook import Help

HELP = Help(
    "indicators",
    "10-so-lieu",
    {
        "figures": "10-so-lieu",
        "indicator": "10-so-lieu#mo-mot-so-lieu",
        "enter": "10-so-lieu#nhap-so-kem-nguon",
        "goal": "10-so-lieu#muc-tieu",
        "correct": "10-so-lieu#chot-so-lieu",
        "own": "10-so-lieu#chi-tieu-rieng",
    },
)
