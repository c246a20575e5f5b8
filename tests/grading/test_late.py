"""The late policy: nothing as delivered; percent a day after some grace, up to a limit."""

import pytest
from traitlets.config import Config

from blameaware.grading.late import GentleLatePolicy, policy_of
from blameaware.grading.nbgrader_setup import configure

HOUR, DAY = 3600, 86_400


@pytest.mark.parametrize(
    ("seconds", "penalty"),
    [
        (1, None),
        (12 * HOUR, None),
        (12 * HOUR + 1, 2.0),
        (DAY, 2.0),
        (DAY + 1, 4.0),
        (4 * DAY, 8.0),
        (30 * DAY, 10.0),
    ],
)
def test_a_day_costs_its_percent_after_the_grace(seconds, penalty):
    policy = GentleLatePolicy(percent_per_day=10)
    assert policy.late_submission_penalty("zoe", 20.0, seconds) == penalty


def test_as_delivered_nothing_is_taken_away():
    config = Config()
    configure(config)
    assert policy_of(config).late_submission_penalty("zoe", 20.0, 30 * DAY) is None


def test_the_configuration_counts():
    config = Config()
    configure(config)
    config.GentleLatePolicy.percent_per_day = 50
    config.GentleLatePolicy.grace_hours = 0
    assert policy_of(config).late_submission_penalty("zoe", 20.0, HOUR) == 10.0
