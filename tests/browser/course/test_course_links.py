"""Nothing inside the built course leads nowhere."""

import links


def test_no_link_and_no_anchor_inside_leads_nowhere(course):
    assert links.dead_inside(course) == []
