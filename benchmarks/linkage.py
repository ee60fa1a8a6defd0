"""Measure how well and how fast identities are linked, on hand-made truth and on generated books.

    COMITY_DATA=FOLDER python benchmarks/linkage.py [--identities 1000000]

Truth: Linux's mailmap for the people of two public lists; Stackalytics' people, once with one
name on one random address each ("one name") and once with the name on all ("all names").
Pairwise precision, recall and F1 (Menestrina et al., PVLDB 2010): automatic links alone; with
what is likelier than not; and after perfect answers to the first 100 and 1,000 questions.
Profiles of a name and companies beside addresses, of which one or none is named: pairs of one with
an address, linked alone and with what is likelier than not. Speed: each book in a new process.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import os
import random
import resource
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from comity.evaluate.linkage.mail import records
from comity.evaluate.linkage.metrics import across, figures
from comity.evaluate.linkage.review import review
from comity.evaluate.linkage.truth import from_mailmap, sample, seen_in
from comity.linkage.resolution import NEVER, PROBABLE, resolve
from comity.linkage.vocabulary import Evidence, Profile
from comity.normalise.identity import email_identity

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.documents import Shares
    from comity.evaluate.linkage.truth import Names, Sample, Truth


_LISTS = ("mail/ksummit.mbox.gz", "mail/linaro-mm-sig.last4000.mbox.gz")
MAILMAP = "identity/linux-6.1.mailmap"
STACKALYTICS = "identity/stackalytics-2018-09.json.xz"
_BUDGETS = (100, 1000)
_SEEDS = (1, 2, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--identities", type=int, default=10_000)
    wanted = parser.parse_args()
    folder = Path(os.environ.get("COMITY_DATA", ""))
    print(f"{'truth':<14}{'':<26}{'P':>8}{'R':>8}{'F1':>8}{'asked':>8}")
    if os.environ.get("COMITY_DATA") and (folder / STACKALYTICS).exists():
        lists = records([folder / name for name in _LISTS])
        measure("linux", seen_in(lists, from_mailmap(folder / MAILMAP).truth))
        for seed in _SEEDS:
            measure(f"one name/{seed}", one_name_each(folder / STACKALYTICS, seed=seed))
        measure("all names", one_name_each(folder / STACKALYTICS, seed=None))
        for seed in _SEEDS:
            measure_profiles(f"profiles/{seed}", profiled(folder / STACKALYTICS, seed=seed))
        measure_profiles("profiles/none", profiled(folder / STACKALYTICS, seed=None))
    else:
        print("skipped: COMITY_DATA does not name the folder of public data")
    fresh = multiprocessing.get_context("spawn")
    for book, size in ((alike, 20_000), (generated, wanted.identities)):
        process = fresh.Process(target=timed, args=(book, size))
        process.start()
        process.join()


def timed(book: Callable[[int], list[Profile]], size: int) -> None:
    """Print how long linking takes, by the clock and on all cores, and the largest process."""
    profiles = book(size)
    started, before = time.perf_counter(), cpu_seconds()
    found = resolve(profiles, Evidence())
    seconds, busy = time.perf_counter() - started, cpu_seconds() - before
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{book.__name__}: {len(profiles):,} identities, {len(found.merges):,} links, "
        f"{seconds:.1f} seconds, {busy:.1f} of CPU, {peak_mb} MB at most"
    )


def cpu_seconds() -> float:
    """Return what this process and its ended children have used."""
    return sum(os.times()[:4])


def measure(label: str, given: Sample) -> None:
    """Print the table's rows for one set of truth."""
    found = resolve(given.profiles, Evidence(apart=given.apart))
    row(label, "automatic", figures(found.representative, given.truth), 0)
    likely = resolve(given.profiles, Evidence(apart=given.apart), accept=PROBABLE)
    row(label, "likelier than not", figures(likely.representative, given.truth), 0)
    for budget in _BUDGETS:
        asked, who = review(given, found, questions_max=budget)
        row(label, f"after {budget} answers", figures(who, given.truth), asked)


def measure_profiles(label: str, given: Sample) -> None:
    """Print how well profiles known by name find their addresses."""
    profiles = {identity for identity in given.truth if identity.startswith("linkedin:")}
    for what, accept in (("automatic", NEVER), ("likelier than not", PROBABLE)):
        found = resolve(given.profiles, given.evidence(), accept=accept)
        row(label, what, across(found.representative, given.truth, profiles), 0)


def row(label: str, what: str, each: Shares, asked: int) -> None:
    shown = f"{each.precision:>8.4f}{each.recall:>8.4f}{each.f1:>8.3f}"
    print(f"{label:<14}{what:<26}{shown}{asked:>8}")


def stackalytics(path: Path, *, seed: int | None) -> tuple[Names, Truth]:
    """Return people's addresses, the name on all, or with a seed on one of each person's."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    names: Names = {}
    truth: Truth = {}
    for number, user in enumerate(json.loads(lzma.decompress(path.read_bytes()))["users"]):
        found = dict.fromkeys(map(email_identity, user["emails"]))
        own = [identity for identity in found if identity and identity not in truth]
        named = set(own) if seed is None else {chance.choice(own)} if own else set()
        for identity in own:
            truth[identity] = str(number)
            names[identity] = Counter({user["user_name"]: 1} if identity in named else {})
    return names, truth


def one_name_each(path: Path, *, seed: int | None) -> Sample:
    """Return Stackalytics' people as a sample."""
    return sample(*stackalytics(path, seed=seed))


def profiled(path: Path, *, seed: int | None) -> Sample:
    """Return profiles of Stackalytics' people with companies, and all addresses.

    With a seed, one address of each person is named; without, none is.
    """
    names, truth = stackalytics(path, seed=seed)
    if seed is None:
        names = {identity: Counter() for identity in names}
    owned = set(truth.values())
    companies: dict[str, set[str]] = {}
    for number, user in enumerate(json.loads(lzma.decompress(path.read_bytes()))["users"]):
        works = {each["company_name"] for each in user.get("companies", ())}
        works = {company for company in works if not company.startswith("*")}  # *independent
        if works and str(number) in owned:
            identity = f"linkedin:-{number}"
            names[identity], truth[identity] = Counter({user["user_name"]: 1}), str(number)
            companies[identity] = works
    return sample(names, truth, companies=companies)


def generated(size: int) -> list[Profile]:
    """Return an invented book: people of one to three addresses, named on most of them."""
    chance = random.Random(0)  # noqa: S311 - reproducible, not secret
    syllables = "ba do ka li mo nu pe ri sa tu va ze cho shi han ger son man ber wil".split()

    def word(count: int) -> str:
        return "".join(chance.choices(syllables, k=count))

    firsts, lasts = [word(2) for _ in range(3000)], [word(3) for _ in range(60_000)]
    sites = [f"{word(3)}.example" for _ in range(50_000)]
    names: dict[str, str] = {}
    while len(names) < size:
        first = firsts[int(3000 * chance.random() ** 2)]
        last = lasts[int(60_000 * chance.random() ** 2)]
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
            shapes = (f"{first}.{last}", first[0] + last, first, f"{first}_{last}7", word(3))
            site = "gmail.com" if chance.random() < 0.3 else chance.choice(sites)
            name = f"{first} {last}".title() if chance.random() < 0.7 else ""
            names[f"email:{chance.choice(shapes)}@{site}"] = name
    return [
        Profile(identity, ((name, 5),) if name else (), "person", (), number, 5)
        for number, (identity, name) in enumerate([*names.items()][:size])
    ]


def alike(size: int) -> list[Profile]:
    """Return a crowd of one name."""
    return [
        Profile(f"email:js{n}@d{n % 7000}.example", (("John Smith", 3),), "person", (), n, 3)
        for n in range(size)
    ]


if __name__ == "__main__":
    main()
