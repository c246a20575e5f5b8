"""One JSON object a finding and line; the fields are those of the JSON report."""

import json
from collections.abc import Iterable
from typing import TextIO

from blameaware.language.documents import Place
from blameaware.language.reports.json import entry


def write(places: Iterable[Place], out: TextIO) -> int:
    """Write the findings; return how many there are."""
    count = 0
    for place in places:
        out.write(json.dumps(entry(place)) + "\n")
        count += 1
    return count
