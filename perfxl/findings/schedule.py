"""What can go wrong with a schedule (PX96x)."""

from perfxl.findings.base import WARNING, Finding
from perfxl.language import Text


class WorkdaysUnknown(Finding):
    code = "PX961"
    severity = WARNING
    title = Text("不知道这一年的节假日", "The holidays of a year are not known")
    fact = Text(
        "已安装的节假日资料没有 {year} 年，这一年按周一至周五运行，不计调休和放假。",
        "The installed calendar lacks {year}: that year runs from Monday to Friday, without holidays and make-up days.",
    )
    remedy = Text(
        "国务院公布安排后，请更新 chinesecalendar（pip install --upgrade chinesecalendar）。",
        "When the year's holidays are announced, upgrade chinesecalendar (pip install --upgrade chinesecalendar).",
    )
    year: int
