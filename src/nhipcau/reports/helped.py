"""Which section of the handbook explains which page."""

from nhipcau.kernel.handbook import Help

HELP = Help(
    "reports",
    "11-bao-cao",
    {
        "rounds": "11-bao-cao",
        "open": "11-bao-cao#mo-dot-bao-cao",
        "round": "11-bao-cao#theo-doi-dot-bao-cao",
        "change": "11-bao-cao#theo-doi-dot-bao-cao",
        "places": "11-bao-cao#sap-xep-nhiem-vu-vao-de-cuong",
        "outline": "11-bao-cao#de-cuong",
        "overview": "11-bao-cao#tong-quan",
        "leaders": "11-bao-cao#moi-ke-hoach-tren-mot-trang",
        "report": "11-bao-cao#soan-bao-cao-cua-co-quan",
        "part": "11-bao-cao#soan-bao-cao-cua-co-quan",
        "form_bring": "11-bao-cao#bieu-mau-cho-co-quan-khong-dang-nhap",
        "form_filled": "11-bao-cao#bieu-mau-cho-co-quan-khong-dang-nhap",
        "on_paper": "11-bao-cao#bao-cao-nhan-bang-van-ban",
        "parcels": "11-bao-cao#goi-gui-cap-tren-va-goi-gui-den",
        "parcel": "11-bao-cao#goi-gui-cap-tren-va-goi-gui-den",
        "parcel_bring": "11-bao-cao#goi-gui-cap-tren-va-goi-gui-den",
        "parcel_preview": "11-bao-cao#goi-gui-cap-tren-va-goi-gui-den",
        "parcels_compare": "11-bao-cao#goi-gui-cap-tren-va-goi-gui-den",
        "parcel_keys": "11-bao-cao#goi-gui-cap-tren-va-goi-gui-den",
    },
)
