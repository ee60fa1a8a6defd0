"""Measure how well and how fast identities are linked, on hand-made truth and on generated books.

    COMITY_DATA=FOLDER python benchmarks/linkage.py [--identities 1000000]

Truth: Linux's mailmap for the people of two public lists; Stackalytics' people, once with one
name on one random address each ("one name") and once with the name on all ("all names").
Pairwise precision, recall and F1 (Menestrina et al., PVLDB 2010): automatic links alone; with
every question answered yes; and after perfect answers to the first 100 and 1,000 questions.
Profiles of a name and companies beside addresses, of which one or none is named: pairs of one with
an address, linked alone and with what is likelier than not. Speed: each book in a new process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import multiprocessing
import os
import random
import re
import resource
import time
from collections import Counter, defaultdict
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path
from typing import TYPE_CHECKING

from comity.evaluate.linkage_metrics import across
from comity.evaluate.linkage_truth import sample
from comity.linkage import PROBABLE, Evidence, Profile, resolve
from comity.linkage.resolution import NEVER
from comity.normalise.address import email_identity, kind_of
from comity.normalise.name import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.linkage_truth import Sample
    from comity.linkage import Resolution

Names = dict[str, Counter[str]]  # identity -> display names and their uses
Truth = dict[str, str]  # identity -> person

_LISTS = ("mail/ksummit.mbox.gz", "mail/linaro-mm-sig.last4000.mbox.gz")
MAILMAP = "identity/linux-6.1.mailmap"
STACKALYTICS = "identity/stackalytics-2018-09.json.xz"
_NAMED = re.compile(r"([^<]*)<([^>]*)>")
_BUDGETS = (100, 1000)
_SEEDS = (1, 2, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--identities", type=int, default=10_000)
    wanted = parser.parse_args()
    folder = Path(os.environ.get("COMITY_DATA", ""))
    print(f"{'truth':<14}{'':<26}{'P':>8}{'R':>8}{'F1':>8}{'asked':>8}")
    if os.environ.get("COMITY_DATA") and (folder / STACKALYTICS).exists():
        truth = mailmap(folder / MAILMAP)
        measure("linux", headers([folder / name for name in _LISTS]), truth)
        for seed in _SEEDS:
            measure(f"one name/{seed}", *stackalytics(folder / STACKALYTICS, seed=seed))
        measure("all names", *stackalytics(folder / STACKALYTICS, seed=None))
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


def measure(label: str, names: Names, everyone: Truth) -> None:
    """Print the table's rows for one set of truth."""
    book = [profile(identity, uses) for identity, uses in names.items()]
    truth = {identity: everyone[identity] for identity in names if identity in everyone}
    found = resolve(book, Evidence())
    asked = [each for each in found.questions if {each.left, each.right} <= truth.keys()]
    row(label, "automatic", found, truth, 0)
    everything = Evidence(same=[(each.left, each.right) for each in asked])
    row(label, "every question yes", resolve(book, everything), truth, 0)
    for budget in _BUDGETS:
        pairs = [(each.left, each.right) for each in asked[:budget]]
        yes = [pair for pair in pairs if truth[pair[0]] == truth[pair[1]]]
        answers = Evidence(same=yes, different=set(pairs) - set(yes))
        row(label, f"after {budget} answers", resolve(book, answers), truth, len(pairs))


def measure_profiles(label: str, given: Sample) -> None:
    """Print how well profiles known by name find their addresses."""
    profiles = {identity for identity in given.truth if identity.startswith("linkedin:")}
    for what, accept in (("automatic", NEVER), ("likelier than not", PROBABLE)):
        found = resolve(given.profiles, given.evidence(), accept=accept)
        figures = across(found.representative, given.truth, profiles)
        shown = f"{figures['precision']:>8.4f}{figures['recall']:>8.4f}{figures['f1']:>8.3f}"
        print(f"{label:<14}{what:<26}{shown}{0:>8}")


def row(label: str, what: str, found: Resolution, truth: Truth, asked: int) -> None:
    who = found.representative
    true = pairs(Counter(truth.values()))
    linked = pairs(Counter(who[identity] for identity in truth))
    right = pairs(Counter((who[identity], person) for identity, person in truth.items()))
    precision, recall = right / linked if linked else 1.0, right / true if true else 1.0
    f1 = 2 * right / (linked + true) if linked + true else 1.0
    print(f"{label:<14}{what:<26}{precision:>8.4f}{recall:>8.4f}{f1:>8.3f}{asked:>8}")


def pairs(sizes: Counter[object] | Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def profile(identity: str, uses: Counter[str]) -> Profile:
    cleaned: Counter[str] = Counter()
    for name, count in uses.items():
        cleaned[clean(name)] += count
    del cleaned[""]
    names = tuple(sorted(cleaned.items(), key=lambda each: (-each[1], each[0])))
    kind = kind_of(identity, names[0][0] if names else "")
    return Profile(identity, names, kind, (), 0, max(1, uses.total()))


def mailmap(path: Path) -> Truth:
    """Return who owns each address: the addresses of a line, and of one proper name, are one's."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for line in path.read_text("utf-8").splitlines():
        found = _NAMED.findall(line.partition("#")[0])
        keys = [email_identity(address) for _, address in found]
        keys += [found[0][0].strip().casefold()] if found and found[0][0].strip() else []
        for key in keys:
            parent[root(key)] = root(keys[0])
    return {key: root(key) for key in [*parent] if key.startswith("email:")}


def headers(paths: list[Path]) -> Names:
    """Return the addresses that stand in From, To and Cc of public lists, with their names."""
    names: Names = defaultdict(Counter)
    for path in paths:
        for mail in re.split(rb"\n\n(?=From )", gzip.decompress(path.read_bytes())):
            block = mail.partition(b"\n")[2].partition(b"\n\n")[0]
            parsed = BytesHeaderParser().parsebytes(block)
            fields = [
                str(value) for key in ("from", "to", "cc") for value in parsed.get_all(key, [])
            ]
            for name, address in getaddresses(fields):
                if identity := email_identity(address):
                    names[identity][name] += 1
    return names


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
