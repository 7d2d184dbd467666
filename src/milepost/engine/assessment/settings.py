"""What the checks measure by, where their sources leave a choice or tools disagree."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds as shares of 1 and in working days; the values are DCMA-EA PAM 200.1 (Oct 2012), section 4.

    GAO-16-89G, page 190: they are where questions begin, not a test of compliance.
    """

    missing_logic: float = 0.05
    leads: float = 0.0
    lags: float = 0.05
    finish_to_start: float = 0.90
    hard_constraints: float = 0.05
    high_float: float = 0.05
    high_float_days: float = 44
    high_duration: float = 0.05
    high_duration_days: float = 44
    missed: float = 0.05
    critical_path_test_days: float = 600
    critical_path_test_tolerance: float = 0.05
    least_cpli: float = 0.95
    least_bei: float = 0.95
    lag_allowed_days: float = 0
    """Lags up to here are not counted; reviewers once allowed 5 days in Microsoft Project's files (Winter 2011)."""
    counts_early_completions: bool = True
    """Whether tasks done ahead of their baseline count in the BEI, as in PAM 200.1, or only those that were due."""
