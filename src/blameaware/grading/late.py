"""What a late submission loses: a policy in configuration, the same for every way of grading."""

from typing import Any

from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Float, Integer

HOURS_A_DAY = 24
SECONDS_AN_HOUR = 3600


class GentleLatePolicy(LateSubmissionPlugin):  # type: ignore[misc]  # nbgrader has no types
    """So many percent of the score a day, after some hours of grace, up to a limit.

    As delivered nothing is taken away. In nbgrader_config.py, for instance:

        c.GentleLatePolicy.percent_per_day = 10
    """

    percent_per_day = Float(0.0, min=0, max=100, help="Percent of the score lost a day.").tag(
        config=True
    )
    grace_hours = Integer(12, min=0, help="Hours after the due date that cost nothing.").tag(
        config=True
    )
    most_percent = Float(50.0, min=0, max=100, help="The most percent that can be lost.").tag(
        config=True
    )

    def late_submission_penalty(
        self,
        student_id: str,  # noqa: ARG002  nbgrader's interface
        score: float,
        total_seconds_late: float,
    ) -> float | None:
        """Return the penalty in points; None when nothing is taken away."""
        if self.percent_per_day == 0 or total_seconds_late <= self.grace_hours * SECONDS_AN_HOUR:
            return None
        days = -(-total_seconds_late // (HOURS_A_DAY * SECONDS_AN_HOUR))
        percent = min(self.percent_per_day * days, self.most_percent)
        return round(score * percent / 100, 2)


def policy_of(config: Any) -> Any:  # noqa: ANN401  traitlets' Config, nbgrader's plugin
    """Return the late policy that nbgrader would use under this configuration."""
    preprocessor = AssignLatePenalties(config=config)
    preprocessor.init_plugin()
    return preprocessor.plugin_inst
