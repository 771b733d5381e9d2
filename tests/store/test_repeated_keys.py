"""Two of a key, or of a column, are told: which of the two values is meant nobody can say."""

from pathlib import Path

import orjson
import pytest

import svmonitor
from store.audit.label_files import labels_of
from store.audit.sample import Coder, take_in
from store.errors import StoreError
from store.given import given_text
from store.kept_labels import load_labels
from store.registers import review
from store.repeated_keys import RepeatedKeyError, loads_all_once, loads_once, refuse_repeated
from tests.store.builders import notice, rows, writer

TWICE = [
    '{"id": 1, "text": "a", "text": "b"}',
    '{"id": 1, "text": "a", "text": "a"}',
    '{"text": "a", "id": 1, "text": null}',
    '{"text": "", "text": "b"}',
    '{"a": {"b": 1}, "text": 1, "text": {"b": 2}}',
    '{"text": "x", "te\\u0078t": "y"}',
    '{"text": "say \\"social value\\"", "text": "b"}',
]
ONCE = [
    '{"id": 1, "text": "b"}',
    '{"id": 1, "text": "He said \\"text\\"."}',
    '{"text": "\\u0022text\\u0022"}',
    '{"text": "a", "meta": {"a": 1, "a": 2}}',
    '{"text": "a", "Text": "b"}',
    '[{"text": "a"}, {"text": "b"}]',
    "{}",
    "5",
]


@pytest.mark.parametrize("text", TWICE)
@pytest.mark.parametrize("as_bytes", [True, False])
def test_two_of_a_key_are_refused(text: str, as_bytes: bool) -> None:
    with pytest.raises(RepeatedKeyError, match='the key "text" stands twice'):
        loads_once(text.encode() if as_bytes else text)


@pytest.mark.parametrize("text", ONCE)
def test_what_stands_once_is_read_as_ever(text: str) -> None:
    assert loads_once(text) == orjson.loads(text)


@pytest.mark.parametrize("text", ["", "nonsense", '{"text": ', '{"text": NaN}'])
def test_what_is_no_json_is_none(text: str) -> None:
    with pytest.raises(orjson.JSONDecodeError):
        loads_once(text)


@pytest.mark.parametrize(
    ("names", "is_refused"),
    [(["ocid", "label"], False), (["ocid", "label", "label"], True), (["x", "x", "label"], False), (None, False)],
)
def test_of_columns_those_that_are_read_stand_once(names: list[str] | None, is_refused: bool) -> None:
    if not is_refused:
        refuse_repeated(names, "column", {"ocid", "label"})
        return
    with pytest.raises(RepeatedKeyError, match='the column "label" stands twice'):
        refuse_repeated(names, "column", {"ocid", "label"})


def test_judge_jsonl_leaves_such_a_line_out_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(f'{TWICE[0]}\n{{"id": "b", "text": "Chairs."}}\nnonsense\n{TWICE[3]}\n')
    assert svmonitor.main(["judge", "--jsonl", str(path)]) == 2
    told = capsys.readouterr()
    assert [orjson.loads(line)["id"] for line in told.out.splitlines()] == ["b"]
    assert told.err.splitlines() == [
        'svmonitor: left out lines that are not {"id", "text"}: 3',
        'svmonitor: left out line 1: the key "text" stands twice',
        'svmonitor: left out line 4: the key "text" stands twice',
    ]


def test_a_lone_record_is_refused() -> None:
    with pytest.raises(StoreError, match=r'a\.json: the key "text" stands twice'):
        given_text("a.json", TWICE[0].encode())


@pytest.mark.parametrize("where", ["title", "description"])
def test_judge_ocds_says_which_value_was_judged(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = '"ocid": "ocds-h6vhtk-0fffff", "id": "9-2026", "date": "2026-11-16T09:00:00Z", "tag": ["tender"]'
    path = tmp_path / "package.json"
    path.write_text(f'{{"releases": [{{{head}, "tender": {{"{where}": "Chairs", "{where}": "Tables"}}}}]}}')
    assert svmonitor.main(["judge", "--ocds", str(path)]) == 2
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1
    said = f"svmonitor: package.json: /releases/0/tender/{where}: the key stands 2 times; the last that says something"
    assert told.err.startswith(said)
    assert len(told.err.splitlines()) == 1


def test_labels_with_two_of_a_key_are_refused_by_number(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"ocid": "p", "label": "3"}\n{"ocid": "q", "label": "0", "label": "5"}\n')
    faults: list[str] = []
    assert [label["ocid"] for label in labels_of(path, faults, [])] == ["p"]
    assert faults == ['line 2 of labels.jsonl: the key "label" stands twice']


@pytest.mark.parametrize("header", ["ocid,label,label", "ocid,label,note,note", "ocid,ocid,label"])
def test_labels_with_two_of_a_column_are_refused(header: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(f"{header}\np,3,5,x\n")
    with pytest.raises(StoreError, match=r"labels.csv cannot be read: the column .* stands twice"):
        list(labels_of(path, [], []))


def test_other_columns_may_stand_twice(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("ocid,label,,,remark,remark\np,3,,,a,b\n")
    assert [(label["ocid"], label["level"]) for label in labels_of(path, [], [])] == [("p", 3)]


def test_nothing_is_taken_in_of_a_doubled_column(tmp_path: Path) -> None:
    con = writer()
    notice(con, "p")
    path = tmp_path / "labels.csv"
    path.write_text("ocid,label,label\np,3,5\n")
    with pytest.raises(StoreError):
        take_in(con, tmp_path, path, Coder("AB"))
    assert not (tmp_path / "audit" / "labels.jsonl").exists()


def test_a_kept_label_with_two_of_a_key_is_an_issue(tmp_path: Path) -> None:
    con = writer()
    (tmp_path / "audit").mkdir()
    line = '{"ocid": "p", "annotator": "AB", "origin": "sample", "level": 3, "level": 4, "is_adjudicated": false, '
    (tmp_path / "audit" / "labels.jsonl").write_text(f'{line}"labelled_at": "2026-11-18T09:00:00+00:00"}}\n')
    load_labels(con, tmp_path)
    said = rows(con, "SELECT message FROM core.issue WHERE code = 'unreadable_label'")
    assert len(said) == 1
    assert 'the key "level" stands twice' in str(said[0][0])


@pytest.mark.parametrize(
    "text",
    [
        "supplier_id,register,register_id,decision,decision\ns,oscr,SC1,same,different\n",
        '{"supplier_id": "s", "register": "oscr", "register_id": "SC1", "decision": "same", "decision": "different"}\n',
    ],
)
def test_decisions_on_suppliers_are_refused_whole(text: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions"
    path.write_text(text)
    with pytest.raises(StoreError, match='"decision" stands twice'):
        review.take_in(writer(), tmp_path, path, "AB")


@pytest.mark.parametrize(
    "text",
    [*TWICE, '[{"text": 1, "text": 2}]', '{"a": {"text": 1, "text": 1}}', '{"a": [{"b": {"text": 1, "text": 2}}]}'],
)
def test_two_of_a_key_are_refused_wherever_all_is_read(text: str) -> None:
    with pytest.raises(RepeatedKeyError, match='the key "text" stands twice'):
        loads_all_once(text)


@pytest.mark.parametrize("text", [*ONCE[:3], *ONCE[4:], '{"a": {"text": 1}, "text": 2}'])
def test_of_several_objects_each_may_have_the_key(text: str) -> None:
    assert loads_all_once(text) == orjson.loads(text)


LABEL = (
    '{"id": "a", "passage": "Chairs.", "kind": "none", "weight": null, "act_named": false, "standards": [],'
    ' "themes": [], "era": "2020", "manner": "find_a_tender", "shape": "prose", "source": "x", "group": "g"'
)
LABEL_TWICE = (
    f'{LABEL}, "kind": "criterion"}}',
    LABEL.replace('"weight": null', '"weight": {"value": 1, "kind": 5, "kind": 10}') + "}",
)


@pytest.mark.parametrize("line", LABEL_TWICE)
def test_train_refuses_labels_with_two_of_a_key(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "own.jsonl").write_text(f"\n{line}\n")
    to = tmp_path / "model"
    assert svmonitor.main(["train", "--labels", str(tmp_path / "labels"), "--to", str(to)]) == 2
    said = f'svmonitor: {tmp_path / "labels" / "own.jsonl"} line 2 is no label: the key "kind" stands twice'
    assert said in capsys.readouterr().err
    assert not to.exists()


@pytest.mark.parametrize("line", LABEL_TWICE)
def test_evaluate_refuses_a_gold_file_with_two_of_a_key(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gold.jsonl").write_text(line)
    assert svmonitor.main(["evaluate", "--gold", str(tmp_path / "gold.jsonl")]) == 2
    said = f'svmonitor: {tmp_path / "gold.jsonl"} line 1 is no label: the key "kind" stands twice'
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "p", "level": "R0", "level": "R3", "texts": ["Chairs."]}',
        '{"id": "p", "level": "R3", "release": {"ocid": "o", "tender": {"level": "a", "level": "b"}}}',
    ],
)
def test_evaluate_refuses_processes_with_two_of_a_key(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "whole.jsonl").write_text(line)
    assert svmonitor.main(["evaluate", "--processes", str(tmp_path / "whole.jsonl")]) == 2
    said = f'svmonitor: {tmp_path / "whole.jsonl"} line 1 cannot be read: the key "level" stands twice'
    assert said in capsys.readouterr().err
