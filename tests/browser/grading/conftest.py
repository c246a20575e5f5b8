"""The support modules of the grading tests are found from here too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "grading" / "support"))
