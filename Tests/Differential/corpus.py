#!/usr/bin/env python3
"""Lists source files for the differential tests.

usage: corpus.py all LANGUAGE FOLDER...           every file of the language, in the order of the paths
       corpus.py sample LANGUAGE COUNT FOLDER...  always the same COUNT of them on a machine with the same files

A sample is chosen by a hash of the path below the folder, so that a package that is added moves few of the others.
"""
import hashlib
import os
import sys

ENDINGS = {
    "javascript": (".js", ".cjs", ".mjs"),
    "python": (".py",),
    "typescript": (".ts", ".tsx", ".mts", ".cts", ".jsx"),
}
SEED = "plimsoll"
# One file of these sizes says no more than the many small ones, and costs a sample its speed.
SAMPLE_BYTES = 400_000


def files(language, folders):
    """(hash key, path) of each regular file of the language."""
    for folder in folders:
        for place, below, names in os.walk(folder):
            below.sort()
            for name in sorted(names):
                path = os.path.join(place, name)
                if name.endswith(ENDINGS[language]) and os.path.isfile(path) and not os.path.islink(path):
                    yield os.path.relpath(path, folder), path


def main():
    verb, language, *rest = sys.argv[1:]
    if verb == "all":
        chosen = [path for _, path in files(language, rest)]
    else:
        count, *folders = rest
        key = lambda entry: hashlib.sha256((SEED + entry[0]).encode()).digest()
        small = [entry for entry in files(language, folders) if os.path.getsize(entry[1]) <= SAMPLE_BYTES]
        chosen = sorted(path for _, path in sorted(small, key=key)[: int(count)])
    print("\n".join(chosen))


if __name__ == "__main__":
    main()
