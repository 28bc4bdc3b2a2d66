"""The settings of one cycle: the 周期 sheet as a checked object."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class CycleSettings(BaseModel):
    """Name, dates and rules of one appraisal period; the keys are those of the 周期 sheet.

    Points and percents are plain numbers (70 is 70 %); None means blank.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    language: Literal["zh", "en"] = "zh"
    rounding_digits: int = Field(default=2, ge=0, le=6)
    extra_cap_each: float | None = Field(default=None, ge=0)
    extra_cap_total: float | None = Field(default=None, ge=0)
    deduct_cap_total: float | None = Field(default=None, ge=0)
    veto_grade: str = ""
    quota_pool: Literal["company", "department"] = "company"
    quota_least: int = Field(default=10, ge=1)
    rater_correction: Literal["beside", "apply"] = "beside"
    min_raters_shown: int = Field(default=3, ge=1)
    coverage_floor: float = Field(default=70.0, ge=0, le=100)
    deadline_on: date | None = None
    results_final_on: date | None = None
    letter_on: date | None = None
    appeal_until: date | None = None
    appeal_workdays: int = Field(default=10, ge=1)
    comments_shown: Literal["manager", "all", "none"] = "manager"
    returns_folder: str = "returns"
    output_folder: str = ""
    master_file: str = "master.xlsx"
    company: str = ""
    logo: str = ""
    signatory: str = ""
    plan_until: date | None = None
    assess_until: date | None = None
    calibrate_until: date | None = None
    feedback_until: date | None = None
    workdays: Literal["cn", "workdays"] = "cn"
