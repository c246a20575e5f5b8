"""What a submission was marked from, as one short name: the same name, the same marks."""

import hashlib
import json
from datetime import datetime
from typing import Any

from blameaware import __version__
from blameaware.grading.submitted import Submission


def digest_of_answers(submission: Submission) -> str:
    """Return a digest of the answers alone."""
    text = json.dumps(submission.answers, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_submission(submission: Submission, duedate: datetime | None, config: Any) -> str:  # noqa: ANN401  traitlets' Config
    """Return a digest of answers, key, time, due date, late policy and version of the code."""
    late = {name: repr(config[name]) for name in sorted(config) if "Late" in name or "late" in name}
    parts = [
        __version__,
        submission.key.digest,
        submission.answers,
        str(submission.moment),
        str(duedate),
        late,
    ]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
