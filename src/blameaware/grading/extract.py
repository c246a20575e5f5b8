"""`nbgrader zip_collect` with archives read as intake reads them.

nbgrader unpacks whatever an archive holds, however much it is. Here only files that could matter
are written, and what is refused is logged with the reason.
"""

from pathlib import Path

from nbgrader.plugins import ExtractorPlugin

from blameaware.grading.files import write_atomically
from blameaware.grading.handed_in import handed_in


class ExtractSafely(ExtractorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Writes the answers, notebooks and timestamps that lie in a folder of archives."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Write the files in the folder `archive_path` to the folder `extracted_path`."""
        for handed in handed_in(Path(archive_path)):
            if handed.data is None:
                self.log.warning("%s: %s", handed.where, handed.refused)
            elif handed.data:
                write_atomically(Path(extracted_path).joinpath(*handed.parts), handed.data)
