"""What became of what the user said, in one sentence that every face says."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from comity.demo.evening import EventShown
from comity.faces.arguments import takes_paths
from comity.operations.account.documents import (
    AccountPaused,
    AccountRemoved,
    AccountRenewed,
    AccountTested,
    PlaceFound,
)
from comity.operations.decide.documents import (
    Amended,
    Answered,
    Apart,
    Changed,
    CircleSaid,
    Deleted,
    Edited,
    Kept,
    Logged,
    MeAdded,
    MeRemoved,
    Merged,
    MetNobody,
    MetWith,
    NeverSaid,
    Noted,
    PhotoKept,
    QuietSaid,
    Redone,
    Reminded,
    RoleSaid,
    SamePerson,
    Side,
    Split,
    StageSaid,
    Step,
    StrengthSaid,
    StrengthWord,
    TagSaid,
    Undone,
)
from comity.operations.document import Outcome, Person
from comity.operations.event.documents import EventErased, EventMade, Moved, Repaired
from comity.operations.garden.documents import Gift, GiftAdded, GiftCorrected
from comity.operations.intake.documents import Remembered, RememberedPerson
from comity.operations.loops.documents import LoopSaid
from comity.operations.network.documents import Filter, FilterRemoved, FilterSaved
from comity.operations.operation import VERBS, find
from comity.operations.plan.documents import Done, Snoozed
from comity.operations.privacy.documents import Forgotten
from comity.operations.survey.documents import AnswerKept, AnswersRead, SurveyErased, SurveyMade
from comity.operations.upkeep.documents import SourceRemoved

ADA, BEN = Person("a", "Ada Hart"), Person("b", "Ben Moss")
SIDE = Side("email:ada@x.example", "Ada Hart", 3)
ASKED = SamePerson("q", "same_person", SIDE, SIDE, 0.4, "one name")
LATE = "2025-06-03T23:30:00Z"  # the fourth in Berlin
GIFT = Gift("g", LATE, "introduction", ADA, "out", "over tea", (), BEN, by_hand=True)
SAID_AT = "2025-06-01T10:00:00Z"


def _step(*, leaning: tuple[int, ...] = (), overruled_by: int | None = None) -> Step:
    text = "You kept Ada Hart, every month"
    return Step(3, SAID_AT, text, (ADA,), None, leaning=leaning, overruled_by=overruled_by)


SAID: tuple[tuple[Outcome, str], ...] = (
    (Kept((ADA, BEN), (), 30), "Kept: Ada Hart, Ben Moss, every month."),
    (Kept((ADA,), (), 91.3125), "Kept: Ada Hart, every three months."),
    (Kept((), (ADA,), None), "No longer kept: Ada Hart."),
    (CircleSaid(ADA, "personal"), "Noted: Ada Hart, personal."),
    (StageSaid(ADA, "let_go"), "Noted: Ada Hart, let go."),
    (
        EventMade("spring", "Spring", "2026-12-04", "/b/sheets"),
        "Made: Spring. Its sheets are ready to print; bring the guests in next.",
    ),
    (
        EventErased("spring", "Spring", 3, 9, "/b", erased=True),
        "Erased for good: Spring: 3 guests, seats, ticks and sheets.",
    ),
    (
        EventErased("spring", "Spring", 1, 9, "/b", erased=False),
        "This would go for good: Spring: 1 guest, seats, ticks and sheets.",
    ),
    (
        EventShown(
            "d", 48, 8, repeats=False, share_of_bound=0.9, cards="", repaired="R.", seconds=4
        ),
        "Seated: 48 guests in 8 rounds, nobody twice. It gives 90.0% of the most. R. It took 4 s.",
    ),
    (StageSaid(ADA, None), "Taken back: stage, Ada Hart."),
    (StrengthSaid(ADA, StrengthWord("very_close", 0.9)), "Noted: Ada Hart, very close."),
    (StrengthSaid(ADA, None), "Taken back: strength, Ada Hart."),
    (NeverSaid(ADA, never=True), "Ada Hart is not suggested again."),
    (NeverSaid(ADA, never=None), "Ada Hart may be suggested again."),
    (QuietSaid(ADA, 1, LATE), "Ada Hart is paused until 4 June 2025."),
    (QuietSaid(ADA, None, None), "Ada Hart is no longer paused."),
    (TagSaid(ADA, "mill"), "Noted: Ada Hart, mill."),
    (TagSaid(ADA, None), "Taken back: tag, Ada Hart."),
    (GiftAdded("given", GIFT), "Noted: you introduced Ada Hart to Ben Moss."),
    (
        GiftAdded("received", replace(GIFT, kind="advice", other=None)),
        "Noted: Ada Hart gave you advice.",
    ),
    (GiftCorrected("g", ADA, "answer", "nothing"), "Taken out: an answer, Ada Hart."),
    (GiftCorrected("g", ADA, "answer", "advice"), "Noted: advice, Ada Hart."),
    (
        RoleSaid(ADA, "mentor", 30.0),
        "Noted: Ada Hart, mentor. A rhythm that fits is every month: keep them at it, if you like.",
    ),
    (RoleSaid(ADA, "mentor"), "Noted: Ada Hart, mentor."),
    (
        Logged("meeting", LATE, "coffee", (ADA, BEN)),
        "Noted: meeting with Ada Hart, Ben Moss on 4 June 2025.",
    ),
    (Noted(ADA, "moves in May"), "Noted of Ada Hart."),
    (SurveyMade("e", "Eve", "What?", (), "", ()), "“Eve” asks: What?"),
    (AnswerKept("e", 2, 1, "kept"), "Kept: answer 2. 1 answer now."),
    (AnswerKept("e", 2, 0, "taken_out"), "Taken out: answer 2. 0 answers now."),
    (SurveyErased("e", "Eve", 3), "“Eve” is erased, with its 3 answers."),
    (
        AnswersRead("e", "a.csv", preview=False, columns=(), rows=3, new=1, known=2, skipped=()),
        "3 rows: 1 new, 2 known from before, 0 skipped.",
    ),
    (
        Reminded(ADA, "the exam", "2025-06-12"),
        "You will be reminded of Ada Hart on 12 June 2025.",
    ),
    (Amended("note:1", (ADA,), "moves in June"), "Changed: Ada Hart."),
    (Edited(ADA, ("birthday", "Dog"), ()), "Changed: Ada Hart, birthday and Dog."),
    (Edited(ADA, (), ("ada@x.example",)), "Changed: Ada Hart, ada@x.example."),
    (PhotoKept(ADA, photo=True), "A photo of Ada Hart is kept."),
    (PhotoKept(ADA, photo=False), "No photo of Ada Hart is kept any more."),
    (Apart(ADA, BEN), "Two people: Ada Hart and Ben Moss."),
    (Deleted("note:1", "note", (ADA,)), "Taken out: a note, Ada Hart."),
    (Deleted("log:1:1", "log", (ADA, BEN)), "Taken out: what you logged, Ada Hart, Ben Moss."),
    (Answered("q", "different", ASKED), "Noted: two people."),
    (Answered("q", "later", ASKED), "Noted: asked again in a month."),
    (MetNobody("q", "nobody"), "Noted: with nobody you know here."),
    (MetWith("q", "Ada Hart", ADA), "Noted: Ada Hart."),
    (Merged(ADA, ("email:ada@x.example",)), "One person now: Ada Hart."),
    (Split("email:b@x.example", ADA), "email:b@x.example is somebody else than Ada Hart now."),
    (MeAdded((), ("email:me@x.example",)), "Yours: email:me@x.example."),
    (MeAdded((), ()), "Yours: known already."),
    (MeRemoved((), "email:me@x.example"), "Not yours: email:me@x.example."),
    (Undone((), _step()), "Undone: you kept Ada Hart, every month."),
    (
        Undone((), _step(leaning=(5,))),
        (
            "Undone: you kept Ada Hart, every month. "
            "Step 5 about them rests until you bring it back."
        ),
    ),
    (
        Undone((), _step(leaning=tuple(range(4, 11)))),
        (
            "Undone: you kept Ada Hart, every month. "
            "Steps 4, 5, 6, 7 and 8 and 2 more about them rest until you bring it back."
        ),
    ),
    (
        Undone((), _step(overruled_by=9)),
        "Undone: you kept Ada Hart, every month. A later step says otherwise, and still holds.",
    ),
    (Redone(_step()), "It stands again: you kept Ada Hart, every month."),
    (
        Redone(_step(overruled_by=9)),
        (
            "It stands again: you kept Ada Hart, every month. "
            "A later step says otherwise, and holds."
        ),
    ),
    (Done("s", "answer", ADA, None), "Done: Ada Hart."),
    (LoopSaid("l", "done", "promise", ADA), "Done: your word, Ada Hart."),
    (Snoozed("s", LATE, "answer", ADA), "Ada Hart comes back on 4 June 2025."),
    (
        Remembered((RememberedPerson("name:Gil Ross", "Gil Ross", "professional"),)),
        "Added: Gil Ross (professional).",
    ),
    (
        Forgotten(None, 1, 0, ()),
        (
            "Forgotten. 1 record changed or deleted, 0 of others' blanked; 0 things that others "
            "wrote still name them."
        ),
    ),
    (
        Changed((ADA, BEN), 3, "choir", "", "personal", 30, no_longer=False),
        "2 people changed: tagged “choir”, personal, kept every month. 1 was so already.",
    ),
    (
        Changed((ADA,), 1, "", "old", None, None, no_longer=True),
        "1 person changed: no longer tagged “old”, no longer kept.",
    ),
    (
        Changed((), 2, "choir", "", None, None, no_longer=False),
        "Nothing to change: 2 were tagged “choir” already.",
    ),
    (
        FilterSaved(Filter("Old", {"tag": "x"}, 2)),
        "Saved: “Old”, 2 people now. It stands on People.",
    ),
    (FilterRemoved("Old"), "Taken out: the filter “Old”. Nobody it found is changed."),
    (
        Repaired("hour", 2, (Moved(2, "Ada", 1, 3),), taken=True, text="Bo is missing."),
        "Bo is missing.",
    ),
    (
        Repaired("hour", 2, (), taken=False, text="Nobody has to move."),
        "Nobody has to move. Nothing was changed.",
    ),
    (AccountPaused("ada@example.org", paused=True), "Paused: ada@example.org is not read."),
    (
        AccountRenewed("ada@example.org", "the keyring"),
        "ada@example.org lets you in; its password is kept in the keyring.",
    ),
    (
        AccountRemoved("ada@example.org", "imap/ada@example.org"),
        "No longer followed: ada@example.org. Its password is deleted, what it told stays.",
    ),
    (
        AccountTested("ada@example.org", (PlaceFound("INBOX", 3),)),
        "ada@example.org lets you in: 1 place to read.",
    ),
    (SourceRemoved("mbox/old", 1_200), "Taken out: mbox/old, 1,200 records."),
)


@pytest.mark.parametrize(("outcome", "sentence"), SAID)
def test_an_outcome_says_itself(outcome: Outcome, sentence: str) -> None:
    assert outcome.in_words("Europe/Berlin") == sentence


# Their next page shows what they did.
SHOWN = {"settings set", "check mend"}


def test_what_every_form_of_a_page_does_says_what_became_of_it() -> None:
    tried = {type(outcome) for outcome, _ in SAID}
    for verb in VERBS:
        operation = find(verb)
        if operation.writes and not takes_paths(operation) and verb not in SHOWN:
            kinds = set(get_args(operation.returns) or (operation.returns,))
            assert all(issubclass(one, Outcome) for one in kinds), verb
            assert kinds & tried, verb
