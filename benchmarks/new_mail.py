"""Measure how long 20 new mails take into a book of many, until they are in `comity today`.

    python benchmarks/new_mail.py [--messages 200000] [--new 20] [--book FOLDER] [--json FILE]

The book holds that many invented mails; the new ones lie in a mailbox of their own. Measured are
`comity import` of it, with everything it derives anew, and the `comity today` after it.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import islice
from pathlib import Path

from invented_mail import OWNER, messages, write_mbox
from measured import COMITY, finish, hold_to_two_cores, measure, show


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--new", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where mail and book lie; else temporary")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    hold_to_two_cores()
    with tempfile.TemporaryDirectory(prefix="comity-bench-", dir=args.folder) as name:
        book, old, new = (Path(name) / one for one in ("book", "old.mbox", "new.mbox"))
        every = messages(args.messages + 2 * args.new, seed=args.seed)
        write_mbox(old, islice(every, args.messages))
        command = [COMITY, "--book", str(book)]
        runs = [measure("import", [*command, "import", str(old), "--me", OWNER])]
        for _ in range(2):  # the first compacts what the large import left, if anything
            write_mbox(new, islice(every, args.new))
            runs.append(measure("import of the new", [*command, "import", str(new)]))
            runs.append(measure("today", [*command, "today"]))
    show(runs)
    finish(runs, args.json)


if __name__ == "__main__":
    main()
