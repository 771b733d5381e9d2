"""Files, directories and archives, and what they may unpack to."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
import zstandard

from store.errors import StoreError
from store.ingest.documents import documents_of_file
from store.ingest.readers import containers
from store.ingest.readers.folders import files_below

BODY = b'{"ocid": "a"}'


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("_", "."), body)
    return buffer.getvalue()


def bodies(folder: Path, packed: bytes, name: str = "file") -> list[tuple[str, bytes | None]]:
    path = folder / name
    path.write_bytes(packed)
    return [(document.name, document.body) for document in documents_of_file(path, name, None)]


def fault_of(folder: Path, packed: bytes) -> str:
    path = folder / "file"
    path.write_bytes(packed)
    return next(document for document in documents_of_file(path, "file", None)).faults[0].code


@pytest.mark.parametrize(
    "packed", [BODY, gzip.compress(BODY, mtime=0), zstandard.compress(BODY)], ids=["plain", "gzip", "zstd"]
)
def test_archives_are_told_by_their_content(tmp_path: Path, packed: bytes) -> None:
    assert bodies(tmp_path, packed) == [("file", BODY)]


def test_zip_gives_its_members_by_name(tmp_path: Path) -> None:
    assert bodies(tmp_path, zipped(b_json=b"2", a_json=b"1", c_txt=b"3")) == [
        ("file!a.json", b"1"),
        ("file!b.json", b"2"),
    ]


def test_gzip_inside_zip_is_unpacked(tmp_path: Path) -> None:
    assert bodies(tmp_path, zipped(a_json_gz=gzip.compress(BODY))) == [("file!a.json.gz", BODY)]


def test_archive_nested_without_end_is_refused(tmp_path: Path) -> None:
    packed = BODY
    for _ in range(5):
        packed = gzip.compress(packed)
    assert fault_of(tmp_path, packed) == "unreadable_archive"


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda body: zipped(a_json=body)])
def test_bomb_is_refused_by_its_ratio(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    assert fault_of(tmp_path, pack(b" " * (24 << 20))) == "document_too_large"


def test_bomb_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_UNPACKED_BYTES", 1000)
    assert fault_of(tmp_path, gzip.compress(bytes(range(256)) * 8)) == "document_too_large"


def test_what_an_archive_gives_before_it_breaks_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(BODY)[:-4])
    document = next(documents_of_file(path, "file", None))
    assert (document.body, document.faults[0].code) == (BODY, "unreadable_archive")


@pytest.mark.parametrize("packed", [b"PK\x03\x04broken", b"\x1f\x8bbroken", b"\x28\xb5\x2f\xfdbroken"])
def test_broken_archive_is_a_fault(tmp_path: Path, packed: bytes) -> None:
    assert fault_of(tmp_path, packed) == "unreadable_archive"


def test_protected_zip_is_a_fault(tmp_path: Path) -> None:
    packed = bytearray(zipped(a_json=BODY))
    for signature in (b"PK\x03\x04", b"PK\x01\x02"):
        at = packed.find(signature) + (6 if signature == b"PK\x03\x04" else 8)
        packed[at] |= 1
    assert fault_of(tmp_path, bytes(packed)) == "unreadable_archive"


def test_large_document_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "IN_MEMORY_BYTES", 4)
    assert bodies(tmp_path, BODY) == [("file", None)]


def test_directories_are_read_by_suffix_and_the_rest_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    (folder / "deep").mkdir(parents=True)
    for name in ("b.JSON", "deep/a.xml", "README.md", "ledger.jsonl", "x.fault.zst"):
        (folder / name).write_bytes(BODY)
    found = files_below([folder])
    assert [name for _, name in found.files] == ["notices/b.JSON", "notices/deep/a.xml"]
    assert found.left_out == ["notices/README.md", "notices/ledger.jsonl", "notices/x.fault.zst"]


def test_file_named_outright_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "README"
    path.write_bytes(BODY)
    assert files_below([path]).files == [(path, "README")]


def test_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere does not exist"):
        files_below([tmp_path / "nowhere"])
