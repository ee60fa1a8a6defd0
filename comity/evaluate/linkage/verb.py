"""``evaluate linkage``: who is who, as the program finds it, against truth that people made.

Pairs of the truth's identities are counted (Menestrina et al., PVLDB 2010) and its identities
(B-cubed; Bagga and Baldwin, LREC 1998): linked automatically; with the program's best single
answer; after perfect answers to its questions; and by rules and programs to compare with.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, option, to_install
from comity.evaluate.documents import EvaluateLinkage, QuestionFigures
from comity.operations.operation import operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.book import Book
    from comity.evaluate.documents import PartitionFigures
    from comity.evaluate.linkage.baselines import Partition
    from comity.evaluate.linkage.truth import Sample

QUESTIONS = 1000
PAIRWISE_MAX = 20_000  # identities of which every two are compared


@operation("evaluate linkage")
def evaluate_linkage(
    book: Book,
    more_mail: list[Path] | None = None,
    *,
    mailmap: Annotated[Path | None, "Who is who, as git's .mailmap says it."] = None,
    mail: Annotated[list[Path] | None, "Mail in which the mailmap's people write."] = None,
    truth: Annotated[Path | None, "Who is who: a CSV of person,address,name,company."] = None,
    questions: Annotated[int, "How many questions are answered at most."] = QUESTIONS,
) -> EvaluateLinkage:
    """Measure how well people's addresses are put together.

    Give what is true: a mailmap, and if it names nobody mail in which its people write; or a
    table with the columns person and address, and name and company if there are any. Rows
    without an address are profiles known by name and companies. The files may be packed.

    Shown are the links made without asking; all the program would answer by itself, each
    question taken for a yes if a yes is likelier than not, the likeliest first, unless names
    in the group conflict; and what perfect answers to its questions would add. Beside them
    stand plain rules and Splink; of profiles known by name, the pairs of one with an address are
    counted apart. No book is read or written.
    """
    if questions < 0:
        raise BadInput(f"{questions} is no number of questions", hint="0 asks none")
    mails = [*(mail or []), *(more_mail or [])]
    sample = _sample(mailmap, mails, truth)
    return measured(sample, questions_max=questions, notify=book.notify)


def _sample(mailmap: Path | None, mails: list[Path], truth: Path | None) -> Sample:
    from comity.evaluate.linkage import truth as known
    from comity.evaluate.linkage.mail import records

    if (mailmap is None) == (truth is None) or (mails and not mailmap):
        raise BadInput(
            "one thing is measured against at a time",
            hint=Advice(
                "give ",
                option("mailmap", "FILE"),
                " with ",
                option("mail", "PATH"),
                " if you like, or ",
                option("truth", "CSV"),
            ),
        )
    if truth is not None:
        return known.from_table(truth)
    assert mailmap is not None  # noqa: S101 - one of the two
    found = known.from_mailmap(mailmap)
    return known.seen_in(records(mails), found.truth) if mails else found


def measured(
    sample: Sample,
    *,
    questions_max: int = QUESTIONS,
    notify: Callable[[str], None] | None = None,
) -> EvaluateLinkage:
    """Return the figures of a sample, and of the baselines on it."""
    from comity.evaluate.linkage.metrics import across, figures
    from comity.evaluate.linkage.review import review
    from comity.linkage.resolution import PROBABLE, resolve

    notify = notify or _quiet
    notify("linking")
    truth, evidence = sample.truth, sample.evidence()
    linked = resolve(sample.profiles, evidence)
    best = resolve(sample.profiles, evidence, accept=PROBABLE)
    notify("answering questions")
    asked, who = review(sample, linked, questions_max=questions_max)
    baselines, notes = _baselines(sample, notify)
    profiles = {one for one in truth if one.startswith("linkedin:")}
    partitions = {"automatic": linked.representative, "all": best.representative}
    beside = {key: across(who, truth, profiles) for key, who in partitions.items()}
    return EvaluateLinkage(
        automatic=figures(linked.representative, truth),
        all=figures(best.representative, truth),
        questions=QuestionFigures(asked, figures(who, truth).recall),
        baselines=baselines,
        profiles=beside if profiles else None,
        notes=tuple(notes) or None,
    )


def _quiet(text: str) -> None:
    del text


def _baselines(
    sample: Sample, notify: Callable[[str], None]
) -> tuple[dict[str, PartitionFigures | None], list[str]]:
    """Return each baseline's figures, None where it cannot be had, and why it cannot."""
    from comity.evaluate.linkage import baselines as plain
    from comity.evaluate.linkage import splink
    from comity.evaluate.linkage.metrics import figures

    notify("comparing with plain rules")
    profiles, notes = sample.profiles, list[str]()
    found: dict[str, Partition | None] = {
        "exact_name": plain.exact_name(profiles),
        "same_local_part": plain.same_local_part(profiles),
        "gambit": None,
        "gambit_guarded": None,
        "splink": None,
    }
    if len(profiles) <= PAIRWISE_MAX:
        likeness = plain.alike(profiles)
        found["gambit"] = plain.gambit(profiles, likeness)
        found["gambit_guarded"] = plain.gambit_guarded(profiles, likeness)
    else:
        notes.append(f"gambit compares every two; these are more than {PAIRWISE_MAX:,}")
    notify("comparing with Splink")
    try:
        found["splink"] = splink.partition(profiles)
    except ImportError:
        notes.append(f"splink is not installed: {to_install('science')}")
    except splink.Untrained as error:
        notes.append(str(error))
    return {
        name: figures(who, sample.truth) if who is not None else None for name, who in found.items()
    }, notes
