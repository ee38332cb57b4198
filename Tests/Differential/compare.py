#!/usr/bin/env python3
"""Compares our syntax trees with an oracle's, file by file, as multisets of `Type start end detail`.

usage: compare.py ORACLE OURS [--explained FILE] [--show N] [--types A,B,...] [--nfkc]

A wrong tree moves a range, so equal multisets mean equal structure. Differences are put into classes by the types that stand
on one side only. With --types, only those are compared, and no details.
With --nfkc, our names are normalized first, as Python does it: our parser keeps them as they are written. FILE lists classes that are known and harmless, one a line: the class, a tab, why.
Exit status: 0 if every file that the oracle accepts is equal or explained, else 1.
"""
import argparse
import collections
import sys
import unicodedata

# What only our trees have: a parameter with a type, default or modifier, whose parts are nodes of their own.
OURS_ONLY = {"Parameter"}


def trees(path):
    """Yields (file, refusal or None, lines) for each file of a dump, in its order."""
    name, refusal, lines = None, None, []
    with open(path, encoding="utf-8", errors="surrogateescape") as dump:
        for line in dump:
            line = line.rstrip("\n")
            if line.startswith("# "):
                if name is not None:
                    yield name, refusal, lines
                name, refusal, lines = line[2:], None, []
            elif line.startswith("! "):
                refusal = refusal or line[2:]
            elif line:
                lines.append(line)
    if name is not None:
        yield name, refusal, lines


def type_of(line):
    return line.split(" ", 1)[0]


def place(line):
    words = line.split(" ")
    return tuple(int(word) if word.isdigit() else -1 for word in words[1:3])


def narrow(lines, types):
    """The lines of some types, without their details."""
    return [" ".join(line.split(" ")[:3]) for line in lines if type_of(line) in types]


def difference(ours, oracle):
    """What stands on one side only, each side in the order of the places."""
    left, right = collections.Counter(ours), collections.Counter(oracle)
    order = lambda lines: sorted(lines, key=lambda line: (place(line), line))
    return order((left - right).elements()), order((right - left).elements())


def class_of(left, right):
    """The difference that starts first stands for the file: the others often follow from it."""
    first = min(place(line)[0] for line in left + right)
    last = max(place(line)[1] for line in left + right if place(line)[0] == first)
    inside = lambda lines: sorted({type_of(l) for l in lines if first <= place(l)[0] and place(l)[1] <= last})[:4]
    return f"{'+'.join(inside(left)) or 'nothing'} for {'+'.join(inside(right)) or 'nothing'}"


def snippet(file, lines):
    """The text around the first place of a difference, on one line."""
    start = min(place(line)[0] for line in lines)
    try:
        with open(file, "rb") as source:
            source.seek(max(0, start - 10))
            return start, source.read(90).decode("utf-8", "replace").replace("\n", "⏎")
    except OSError:
        return start, ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("oracle")
    parser.add_argument("ours")
    parser.add_argument("--explained")
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("--types")
    parser.add_argument("--nfkc", action="store_true")
    arguments = parser.parse_args()

    explained = {}
    if arguments.explained:
        for line in open(arguments.explained, encoding="utf-8"):
            if line.strip() and not line.startswith("#"):
                name, _, reason = line.rstrip("\n").partition("\t")
                explained[name] = reason

    types = set(arguments.types.split(",")) if arguments.types else None
    count = collections.Counter()
    classes = collections.defaultdict(list)
    mine = trees(arguments.ours)
    for file, refusal, oracle in trees(arguments.oracle):
        name, our_refusal, ours = next(mine, (None, None, None))
        if name != file:
            sys.exit(f"compare: the dumps list different files: {name} beside {file}")
        if refusal or our_refusal:
            kind = "both refuse" if refusal and our_refusal else "only the oracle refuses" if refusal else "only we refuse"
            count[kind] += 1
            if kind == "only we refuse":
                classes[f"refused: {our_refusal.split(' at ')[0]}"].append((file, [], [], our_refusal))
            continue
        ours = [line for line in ours if type_of(line) not in OURS_ONLY]
        if arguments.nfkc:
            ours = [line if line.isascii() else unicodedata.normalize("NFKC", line) for line in ours]
        if types:
            ours, oracle = narrow(ours, types), narrow(oracle, types)
        left, right = difference(ours, oracle)
        if not left and not right:
            count["equal"] += 1
            count["equal nodes"] += len(oracle)
            continue
        name = class_of(left, right)
        count["explained" if name in explained else "different"] += 1
        classes[name].append((file, left, right, None))

    for name, files in sorted(classes.items(), key=lambda item: -len(item[1])):
        print(f"{len(files):6d}  {name}" + (f"  (explained: {explained[name]})" if name in explained else ""))
        for file, left, right, said in [] if name in explained else files[: arguments.show]:
            if said:
                print(f"          {file}: {said}")
                continue
            offset, text = snippet(file, left + right)
            print(f"          {file}:{offset}: {text}")
            print(f"            ours:   {'; '.join(left[:4])}")
            print(f"            oracle: {'; '.join(right[:4])}")
    accepted = count["equal"] + count["explained"] + count["different"] + count["only we refuse"]
    share = 100 * count["equal"] / accepted if accepted else 0
    print(
        f"{count['equal']} of {accepted} files equal ({share:.2f} %, {count['equal nodes']} nodes), "
        f"{count['explained']} differ as explained, {count['different']} differ, "
        f"{count['only we refuse']} refused by us only, {count['only the oracle refuses']} by the oracle only, "
        f"{count['both refuse']} by both"
    )
    return 1 if count["different"] or count["only we refuse"] else 0


if __name__ == "__main__":
    sys.exit(main())
