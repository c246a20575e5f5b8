"""Archives that nobody should hand in; importing this adds them to the other submissions."""

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from hostile import CASES, GOOD, PAYLOAD, Case, case
from made_answers import answers_file


def zipped(folder: Path, *members: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    """Make a zip archive of these members."""
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def file_of(answers: dict[str, object] | None = None) -> bytes:
    """Return an answers file as bytes."""
    return answers_file(GOOD if answers is None else answers).encode()


@case("refused", "the most is")
def zip_bomb(folder: Path) -> Path:
    return zipped(folder, ("mallory/answers.json", b"0" * 200_000_000))


@case("refused", "unpacks to more")
def zip_bomb_of_many(folder: Path) -> Path:
    members = [(f"m{n}/answers.json", b"0" * 1_900_000) for n in range(80)]
    return zipped(folder, *members)


@case("refused", "")
def zip_bomb_that_lies(folder: Path) -> Path:
    path = zipped(folder, ("mallory/answers.json", b"0" * 50_000_000))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 100)
    path.write_bytes(data)
    return path


@case("refused", "leads out")
def zip_that_climbs(folder: Path) -> Path:
    return zipped(folder, ("../../mallory/answers.json", answers_file(GOOD).encode()))


@case("refused", "leads out")
def zip_with_an_absolute_path(folder: Path) -> Path:
    return zipped(folder, ("/etc/mallory.json", answers_file(GOOD).encode()))


@case("refused", "link")
def zip_with_a_link(folder: Path) -> Path:
    entry = zipfile.ZipInfo("mallory/answers.json")
    entry.external_attr = 0o120777 << 16
    return zipped(folder, (entry, b"/etc/passwd"))


@case("refused", "entries")
def zip_with_too_many_entries(folder: Path) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(25_000):
            archive.writestr(f"{number}", b"")
    return path


@case("refused", "table of contents")
def zip_with_a_hundred_thousand_entries(folder: Path) -> Path:
    """Write the entries of the table of contents only: nobody will look for their contents."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 60, 0, 0, 0, 0, 0, 0)
    table = b"".join(entry + b"%060d" % number for number in range(100_000))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65_535, 65_535, len(table), 4, 0)
    path = folder / "class.zip"
    path.write_bytes(b"PK\3\4" + table + end)
    return path


@case("refused", "broken")
def zip_cut_off(folder: Path) -> Path:
    path = zipped(folder, ("mallory/answers.json", os.urandom(5_000)))
    path.write_bytes(path.read_bytes()[:3_000])
    return path


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """Return a tar archive of these members."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for entry, data in members:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    """Return an entry of a tar archive."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


TAR_ENTRIES = {
    "tar_with_a_link": (entry("mallory/answers.json", tarfile.SYMTYPE, "/etc/passwd"), "link"),
    "tar_with_a_hard_link": (entry("mallory/answers.json", tarfile.LNKTYPE, "/etc/passwd"), "link"),
    "tar_with_a_device": (entry("mallory/answers.json", tarfile.CHRTYPE), "special"),
    "tar_with_a_pipe": (entry("mallory/answers.json", tarfile.FIFOTYPE), "special"),
    "tar_that_climbs": (entry("../mallory/answers.json"), "leads out"),
}
for _name, (_entry, _says) in TAR_ENTRIES.items():

    def _make_tar(folder: Path, info: tarfile.TarInfo = _entry) -> Path:
        path = folder / "class.tar"
        path.write_bytes(tarred((info, b"")))
        return path

    CASES[_name] = Case(_make_tar, "refused", _says)


@case("refused", "")
def tar_bomb_gzip(folder: Path) -> Path:
    return _bomb(folder / "class.tar.gz", gzip.compress, 20)


@case("refused", "")
def tar_bomb_bzip2(folder: Path) -> Path:
    return _bomb(folder / "class.tar.bz2", bz2.compress, 20)


@case("refused", "")
def tar_bomb_xz(folder: Path) -> Path:
    return _bomb(folder / "class.tar.xz", lzma.compress, 20)


def _bomb(path: Path, pack: Callable[[bytes], bytes], size: int) -> Path:
    """Write an archive whose first member claims and unpacks to far more than any submission."""
    info = entry("mallory/answers.json")
    info.size = size * 10_000_000
    path.write_bytes(pack(info.tobuf() + bytes(info.size)))
    return path


# --- archives that lie --------------------------------------------------------------------------


@case("refused", "")
def zip_in_a_zip_without_end(folder: Path) -> Path:
    """Nest a zip twelve times: only the first one inside is opened."""
    data = file_of()
    for _ in range(12):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("mallory/more.zip", data)
        data = stream.getvalue()
    path = folder / "class.zip"
    path.write_bytes(data)
    return path


@case("refused", "unpacks to more")
def zip_bombs_in_a_zip(folder: Path) -> Path:
    """Put a hundred bombs into one archive: together they may not unpack more than one may."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(30):
            archive.writestr(f"{number}/answers.json", bytes(1_900_000))
    return zipped(folder, *[(f"m{n}/more.zip", stream.getvalue()) for n in range(100)])


@case("accepted")
def zip_of_a_learner_in_a_zip(folder: Path) -> Path:
    """A learner's own zip in the archive of an LMS is nothing odd."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("my work/answers.json", file_of())
    return zipped(folder, ("Zoe Iris_77_assignsubmission_file/work.zip", stream.getvalue()))


@case("refused", "broken")
def zip_whose_entries_overlap(folder: Path) -> Path:
    """Let a hundred entries of the table of contents point to the same bytes."""
    data = zipped(folder, ("mallory/answers.json", b"0" * 1_900_000)).read_bytes()
    at = data.rfind(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    entry, count = data[at:end], 100
    table = b"".join(entry.replace(b"mallory", b"m%06d" % n) for n in range(count))
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(table), at, 0)
    path = folder / "class.zip"
    path.write_bytes(data[:at] + table + tail)
    return path


@case("refused", "encrypted")
def zip_with_a_password(folder: Path) -> Path:
    path = zipped(folder, ("mallory/answers.json", file_of()))
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + flags] |= 1
    path.write_bytes(data)
    return path


@case("refused", "cannot be unpacked")
def zip_with_an_unknown_compression(folder: Path) -> Path:
    path = zipped(folder, ("mallory/answers.json", file_of()))
    data = bytearray(path.read_bytes())
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(mark) + method
        data[at : at + 2] = struct.pack("<H", 93)
    path.write_bytes(data)
    return path


@case("refused", "")
def zip_that_asks_for_memory(folder: Path) -> Path:
    """Claim a dictionary of 4 GB in LZMA's properties."""
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("mallory/answers.json", file_of())
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x03\x04") + 30 + len("mallory/answers.json") + 4
    data[at + 1 : at + 5] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    return path


@case("refused", "several answers files")
def zip_with_a_name_twice(folder: Path) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped(
            folder, ("mallory/answers.json", file_of()), ("mallory/answers.json", file_of({}))
        )


@case("accepted")
def zip_with_names_of_another_system(folder: Path) -> Path:
    """Name a folder in the letters of old DOS, and write its path as Windows does."""
    path = zipped(folder, ("mXllory\\answers.json", file_of()))
    path.write_bytes(path.read_bytes().replace(b"mXllory/", b"m\x84llory\\"))
    return path


@case("accepted")
def zip_with_an_end_in_a_name(folder: Path) -> Path:
    """A NUL ends the name for some readers and not for others."""
    path = zipped(folder, ("mallory/answers.jsonXexe", file_of()))
    path.write_bytes(path.read_bytes().replace(b".jsonXexe", b".json\0exe"))
    return path


for _number, _name in enumerate(("..\\..\\mallory.json", "C:\\mallory.json", "\\\\host\\m.json")):

    def _make_path(folder: Path, name: str = _name) -> Path:
        info = zipfile.ZipInfo("x")
        info.filename = name
        return zipped(folder, (info, file_of()))

    CASES[f"zip_with_a_path_of_windows_{_number}"] = Case(_make_path, "refused", "leads out")


@case("repaired", "left out")
def zip_with_more_than_answers(folder: Path) -> Path:
    extra = ("blameaware.py", "sitecustomize.py", "x.pth", "conftest.py", ".ipython/startup/x.py")
    files = [(f"mallory/{name}", PAYLOAD.encode()) for name in extra]
    return zipped(folder, ("mallory/answers.json", file_of()), *files)


@case("refused", "")
def tar_with_a_header_of_a_gigabyte(folder: Path) -> Path:
    """Claim a pax header of a gigabyte, and pack it small."""
    info = entry("pax", tarfile.XHDTYPE)
    info.size = 1_000_000_000
    path = folder / "class.tar.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(info.tobuf())
        for _ in range(100):
            stream.write(bytes(1_000_000))
    return path


@case("refused", "")
def tar_whose_header_lies(folder: Path) -> Path:
    """Let pax give a path that climbs and a size that is none."""
    stream = io.BytesIO()
    info = entry("mallory/answers.json")
    info.pax_headers = {"path": "../../mallory/answers.json", "size": "-1"}
    info.size = len(file_of())
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info, io.BytesIO(file_of()))
    path = folder / "class.tar"
    path.write_bytes(stream.getvalue())
    return path


@case("refused", "")
def tar_with_a_negative_size(folder: Path) -> Path:
    data = bytearray(tarred((entry("mallory/answers.json"), file_of())))
    data[124:136] = b"\xff" * 8 + (-512 & 0xFFFFFFFF).to_bytes(4, "big")
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    path = folder / "class.tar"
    path.write_bytes(data)
    return path


@case("refused", "10 GB")
def tar_with_a_hole(folder: Path) -> Path:
    """Claim a sparse file of ten gigabytes, as GNU tar writes one."""
    info = entry("mallory/answers.json", tarfile.GNUTYPE_SPARSE)
    block = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    block[483:495] = b"\x80" + (10_000_000_000).to_bytes(11, "big")
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    path = folder / "class.tar"
    path.write_bytes(bytes(block) + bytes(1024))
    return path


@case("refused", "entries")
def tar_with_too_many_entries(folder: Path) -> Path:
    path = folder / "class.tar.gz"
    block = entry("x").tobuf()
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(block * 25_000)
    return path


@case("refused", "500 MB")
def an_archive_of_a_gigabyte(folder: Path) -> Path:
    path = folder / "class.zip"
    with path.open("wb") as sparse:
        sparse.write(b"PK\3\4")
        sparse.truncate(1_000_000_000)
    return path


@case("refused", "")
def an_archive_of_nearly_nothing(folder: Path) -> Path:
    """400 MB without a table of contents: none of it belongs into memory."""
    path = folder / "class.zip"
    with path.open("wb") as sparse:
        sparse.write(b"PK\3\4")
        sparse.truncate(400_000_000)
    return path


@case("refused", "archive")
def an_archive_that_is_none(folder: Path) -> Path:
    path = folder / "class.zip"
    path.write_text(PAYLOAD)
    return path
