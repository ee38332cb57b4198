#!/usr/bin/env python3
"""Whether we accept what oxlint's parser accepts: for syntax that is newer than the oracles that print trees.

usage: oxlint.py LIST DUMP    LIST holds a path per line, DUMP is what our dumper prints for it
oxlint comes from PyPI (`pip install oxlint`); OXLINT names the program where it is not on PATH. With every rule off it reports
syntax errors, and some early errors that are none of ours: so only "oxlint accepts, we refuse" counts as a difference.
"""
import json
import os
import subprocess
import sys

from compare import trees


def refused(paths):
    """Paths in which oxlint finds an error with every rule off."""
    found = set()
    for start in range(0, len(paths), 500):
        command = [os.environ.get("OXLINT", "oxlint"), "-A", "all", "--no-ignore", "--format", "json", *paths[start : start + 500]]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        found.update(os.path.abspath(row["filename"]) for row in json.loads(said)["diagnostics"])
    return found


def main():
    paths = [line for line in open(sys.argv[1], encoding="utf-8").read().split("\n") if line]
    theirs = refused(paths)
    ours = {file: reason for file, reason, _ in trees(sys.argv[2]) if reason}
    differing = [path for path in paths if path in ours and os.path.abspath(path) not in theirs]
    for path in differing:
        print(f"  oxlint accepts, we refuse: {path}: {ours[path]}")
    both = sum(os.path.abspath(path) in theirs for path in ours)
    print(
        f"{len(paths)} files: {len(paths) - len(theirs)} accepted by oxlint, of these {len(differing)} refused by us; "
        f"{both} refused by both, {len(theirs) - both} by oxlint only"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
