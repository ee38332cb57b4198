#!/usr/bin/env python3
"""Whether we accept what ruff's parser accepts: for syntax that is newer than the installed CPython.

usage: ruff.py LIST DUMP    LIST holds a path per line, DUMP is what our dumper prints for it
ruff comes from PyPI (`pip install ruff`); RUFF names the program where it is not on PATH. It reports early errors too, which are
none of ours: so only "ruff accepts, we refuse" counts as a difference.
"""
import json
import os
import subprocess
import sys

from compare import trees

# One rule that looks at nothing, so that what remains are errors of the syntax.
OPTIONS = ["check", "--isolated", "--no-cache", "--select", "W605", "--target-version", "py314", "--output-format", "json"]


def refused(paths):
    """Paths in which ruff finds an error of the syntax."""
    found = set()
    for start in range(0, len(paths), 500):
        command = [os.environ.get("RUFF", "ruff"), *OPTIONS, *paths[start : start + 500]]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        found.update(os.path.abspath(row["filename"]) for row in json.loads(said) if row["code"] in (None, "invalid-syntax"))
    return found


def main():
    paths = [line for line in open(sys.argv[1], encoding="utf-8").read().split("\n") if line]
    theirs = refused(paths)
    ours = {file: reason for file, reason, _ in trees(sys.argv[2]) if reason}
    differing = [path for path in paths if path in ours and os.path.abspath(path) not in theirs]
    for path in differing:
        print(f"  ruff accepts, we refuse: {path}: {ours[path]}")
    both = sum(os.path.abspath(path) in theirs for path in ours)
    print(
        f"{len(paths)} files: {len(paths) - len(theirs)} accepted by ruff, of these {len(differing)} refused by us; "
        f"{both} refused by both, {len(theirs) - both} by ruff only"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
