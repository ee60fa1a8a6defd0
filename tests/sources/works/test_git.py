from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from comity.model import Decided, Record, Skipped
from comity.sources.works import git
from tests.sources.works.repositories import ADA, AT_S, BEN, CLEO, DAN, FORGE, Repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "mill.git")


def who(record: Record | Skipped, role: str) -> list[str]:
    assert isinstance(record, Record)
    return [one.identity for one in record.participants if one.role == role]


def only(repository: Repository) -> Record:
    (found,) = git.read(repository.folder)
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize(
    "word",
    [
        "Co-authored-by",
        "Co-Authored-By",
        "Co-developed-by",
        "Reviewed-by",
        "Acked-by",
        "Tested-by",
        "Reported-by",
        "Reported-and-tested-by",
        "Signed-off-by",
    ],
)
def test_who_had_a_part_in_a_change_addresses_its_author(word: str, repository: Repository) -> None:
    repository.commit(ADA, f"Mend the mill\n\nIt broke.\n\n{word}: {BEN}\n")
    found = only(repository)
    assert (who(found, "from"), who(found, "to")) == (
        ["email:ben@works.example"],
        ["email:ada@engines.example"],
    )
    assert (found.interaction, found.subject, found.at_us) == (
        "commit",
        "Mend the mill",
        AT_S * 1_000_000,
    )


@pytest.mark.parametrize(
    "line",
    [
        f"Cc: {BEN}",
        f"    Reviewed-by: {BEN}",  # quoted
        f"He said Reviewed-by: {BEN}",
        "Reviewed-by: Ben Hart",
        f"Suggested-by: {BEN}",
        f"Signed-off-by: {ADA}",
        "Signed-off-by: Áda Lovelace <ada@old.example>",  # by another address of hers
        "Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
    ],
)
def test_a_commit_that_names_its_author_alone_is_of_no_use(
    line: str, repository: Repository
) -> None:
    repository.commit(ADA, f"Mend the mill\n\n{line}\n")
    assert [type(one) for one in git.read(repository.folder)] == [Skipped]


def test_who_committed_it_had_a_part_and_a_forge_has_none(repository: Repository) -> None:
    first = repository.commit(ADA, committer=BEN)
    repository.commit(ADA, "By a button", committer=FORGE, parents=(first,))
    merged, committed = sorted(git.read(repository.folder), key=lambda one: isinstance(one, Record))
    assert isinstance(merged, Skipped)
    assert who(committed, "from") == ["email:ben@works.example"]


@pytest.mark.parametrize(
    ("message", "others"),
    [
        ("Merge pull request #12 from ada/mill\n\nMend it", ["email:ben@works.example"]),
        ("Merged in mill (pull request #3)", ["email:ben@works.example"]),
        (
            "Merge branch 'mill' into 'main'\n\nMend it\n\nSee merge request a/b!7",
            ["email:ben@works.example"],
        ),
        ("Merge branch 'mill' into 'main'", None),
        ("Merge branch 'main' of host:mill", None),
    ],
)
def test_whose_merge_was_asked_for_is_addressed_by_who_merged(
    message: str, others: list[str] | None, repository: Repository
) -> None:
    main = repository.commit(BEN, "Begin")
    theirs = repository.commit(ADA, "Mend", parents=(main,))
    repository.commit(BEN, message, committer=FORGE, parents=(main, theirs))
    found = [one for one in git.read(repository.folder) if isinstance(one, Record)]
    assert [who(one, "from") for one in found] == ([others] if others else [])
    assert [who(one, "to") for one in found] == [["email:ada@engines.example"]] * len(found)


def test_a_commit_rebased_is_one_and_another_of_the_same_words_is_not(
    repository: Repository,
) -> None:
    first = repository.commit(ADA, committer=BEN)
    repository.commit(ADA, committer=BEN, parents=(first,), at_s=AT_S + 60, branch="other")
    one, two = (item for item in git.read(repository.folder) if isinstance(item, Record))
    assert (one.ref, one.version) == (two.ref, two.version)
    repository.commit(CLEO, committer=BEN, branch="third")
    assert len({one.ref for one in git.read(repository.folder) if isinstance(one, Record)}) == 2


def test_a_work_of_many_names_no_more_than_work_together(repository: Repository) -> None:
    lines = "".join(f"Reviewed-by: P {n} <p{n}@x.example>\n" for n in range(99))
    repository.commit(ADA, f"Begin\n\n{lines}")
    assert len(who(only(repository), "from")) == 20


def test_logins_are_kept_as_written_and_what_is_no_address_is_a_name(
    repository: Repository,
) -> None:
    noreply = "Ada <12345+ada@users.noreply.github.com>"
    repository.commit("Root <root>", f"x\n\nReviewed-by: {noreply}\n")
    found = only(repository)
    assert who(found, "from") == ["email:12345+ada@users.noreply.github.com"]
    assert who(found, "to") == ["name:git/Root"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"tree x\nauthor\ncommitter",
        b"author A <\xff\xfe> 99999999999999999999 +0000\ncommitter B <b@x.example> -5 +0000\n\n\0",
        b"author A <a@x.example> 5\ncommitter B <b@x.example> 9 +0000\nencoding ebcdic\n\n\xff\xfe",
        b"author \xff <a@x.example> 5 +0\ncommitter B <b@x.example> 5 +0\nencoding x\n\n\xf0\x9f",
        b"parent " + b"0" * 40 + b"\nauthor A <a@x.example> 1 +0\n\nReviewed-by: B <b@x.example>",
    ],
)
def test_whatever_a_commit_says_ends_in_a_record_or_a_word(
    raw: bytes, repository: Repository
) -> None:
    repository.raw(raw)
    for one in git.read(repository.folder):
        if isinstance(one, Record):
            assert one.at_us is None
            assert one.problems


def test_one_that_is_missing_or_huge_is_told_and_the_rest_is_read(repository: Repository) -> None:
    gone = "1" * 40
    huge = repository.raw(b"author A <a@x.example> 1 +0\n\n" + bytes(2_000_000), branch="huge")
    repository.commit(ADA, committer=BEN, parents=(gone, huge))
    found = list(git.read(repository.folder))
    problems = [one.problem.what for one in found if isinstance(one, Skipped) and one.problem]
    assert len([one for one in found if isinstance(one, Record)]) == 1
    assert sorted(problems) == [
        "it is larger than anybody writes one",
        "it is missing, or damaged",
    ]


def test_a_work_tree_is_not_read_but_its_history(tmp_path: Path, repository: Repository) -> None:
    repository.commit(ADA, committer=BEN)
    tree = tmp_path / "mill"
    tree.mkdir()
    repository.folder.rename(tree / ".git")
    (tree / "main.c").write_text("int main;")
    (tree / "fixture.vcf").write_text("BEGIN:VCARD")
    hook = tree / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    config = f'[core]\n\tfsmonitor = "touch {tmp_path}/ran"\n[include]\n\tpath = /dev/zero\n'
    (tree / ".git" / "config").write_text(config)
    assert git.recognise(tree)
    assert git.account(tree) == "mill"
    assert len([one for one in git.read(tree) if isinstance(one, Record)]) == 1
    assert not (tmp_path / "ran").exists()


def test_cards_that_somebody_keeps_in_git_are_read_as_cards(
    tmp_path: Path, repository: Repository
) -> None:
    (tmp_path / "cards" / "family").mkdir(parents=True)
    repository.folder.rename(tmp_path / "cards" / ".git")
    for number in range(3):
        (tmp_path / "cards" / "family" / f"{number}.vcf").write_text("BEGIN:VCARD")
    (tmp_path / "cards" / "README").write_text("Cards")
    assert not git.recognise(tmp_path / "cards")


@pytest.mark.parametrize("missing", ["HEAD", "refs", "objects"])
def test_what_lacks_a_part_is_no_repository(missing: str, repository: Repository) -> None:
    assert git.recognise(repository.folder)
    (repository.folder / missing).rename(repository.folder / "elsewhere")
    assert not git.recognise(repository.folder)


def test_addresses_of_one_person_are_told_of_head(repository: Repository) -> None:
    repository.mailmap("Ada Lovelace <ada@engines.example> <ada@old.example>\n")
    repository.commit(ADA)
    assert list(git.decided(repository.folder)) == [
        Decided("same", "email:ada@engines.example", "email:ada@old.example")
    ]


def test_without_its_reader_it_says_how_to_get_it(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(ADA, committer=DAN)
    monkeypatch.setitem(sys.modules, "pygit2", None)
    (found,) = git.read(repository.folder)
    assert isinstance(found, Skipped)
    assert found.problem is not None
    for way in ("./run extras", "pip install 'comity[git]'", "uv tool install"):
        assert way in found.problem.advice
    assert list(git.decided(repository.folder)) == []


def test_nothing_in_it_changes(repository: Repository) -> None:
    repository.commit(ADA, committer=BEN)

    def state() -> list[tuple[Path, bytes, int]]:
        files = [file for file in sorted(repository.folder.rglob("*")) if file.is_file()]
        return [(file, file.read_bytes(), file.stat().st_mtime_ns) for file in files]

    before = state()
    list(git.read(repository.folder))
    list(git.decided(repository.folder))
    assert state() == before


@pytest.mark.parametrize(
    "raw",
    [
        b"author " + b" " * 900_000 + b"\n\nx",
        b"author A <a@x.example> 1 +0\n\nMerge branch " + b" into " * 100_000,
        b"author A <a@x.example> 1 +0\n\n" + b"Reviewed-by: " * 60_000,
        b"author A <a@x.example> 1 +0\n\n" + b"Reviewed-by: <\n" * 60_000,
    ],
)
def test_hostile_commits_take_time_in_proportion(raw: bytes, repository: Repository) -> None:
    first, second = (repository.commit(ADA, branch=name) for name in ("a", "b"))
    parents = f"parent {first}\nparent {second}\n".encode()
    repository.raw(parents + raw)
    begun = time.process_time()
    list(git.read(repository.folder))
    assert time.process_time() - begun < 5
