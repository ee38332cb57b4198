#!/usr/bin/env python3
"""Prints CPython's own tree of each file that LIST names, as `syntax-dump dump` prints ours.

usage: python.py LIST

One line `Type start end detail` for each node that has a place, in bytes of the file; `! …` where CPython refuses the file.
What stands in a formatted string has `-` for its places, because CPython before 3.12 gets them wrong, and its texts are left out. So is the
`*` of an import, which is no node of ours.
"""
import ast
import io
import sys
import tokenize
import warnings

OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "MatMult": "@",
    "LShift": "<<", "RShift": ">>", "BitAnd": "&", "BitOr": "|", "BitXor": "^", "Invert": "~", "Not": "not",
    "UAdd": "+", "USub": "-", "And": "and", "Or": "or", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=",
    "Eq": "==", "NotEq": "!=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}
PLACED = (ast.stmt, ast.expr, ast.arg, ast.keyword, ast.alias, ast.excepthandler, ast.pattern)
if sys.version_info >= (3, 12):
    PLACED += (ast.type_param,)
SAME = {"TryStar": "Try"}


def operator(node):
    return OPERATORS[type(node).__name__]


def detail(node):
    """What we print behind the place."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.arg() | ast.keyword():
            return node.arg or ""
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.MatchStar() | ast.MatchAs() | ast.ExceptHandler():
            return node.name or ""
        case ast.UnaryOp() | ast.BinOp() | ast.BoolOp():
            return operator(node.op)
        case ast.AugAssign():
            return operator(node.op) + "="
        case ast.Compare():
            return ",".join(map(operator, node.ops))
        case ast.ImportFrom():
            return f"{node.level} {node.module or ''}"
        case ast.alias():
            return f"{node.name} {node.asname or ''}"
        case ast.FormattedValue():
            return chr(node.conversion) if node.conversion > 0 else ""
    is_parameter = sys.version_info >= (3, 12) and isinstance(node, ast.type_param)
    return node.name if is_parameter else ""


class Places:
    """Turns lines and columns of the decoded text into bytes of the file."""

    def __init__(self, code):
        self.mark = 3 if code.startswith(b"\xef\xbb\xbf") else 0
        encoding = tokenize.detect_encoding(io.BytesIO(code).readline)[0]
        self.encoding = None if encoding.startswith("utf-8") else encoding
        lines = code[self.mark:].replace(b"\r\n", b"\n\0").replace(b"\r", b"\n").split(b"\n")
        self.lines, self.starts, at = [], [], self.mark
        for line in lines:
            skipped = 1 if line.startswith(b"\0") and code[at - 1:at + 1] == b"\r\n" else 0
            self.starts.append(at + skipped)
            self.lines.append(line[skipped:])
            at += len(line) + 1

    def byte(self, line, column):
        start = self.starts[line - 1]
        if self.encoding:
            text = self.lines[line - 1].decode(self.encoding).encode("utf-8")[:column]
            column = len(text.decode("utf-8").encode(self.encoding))
        return start + column


def lines_of(tree, places):
    """Iterative, for some files nest deeply."""
    stack = [(tree, False)]
    while stack:
        node, formatted = stack.pop()
        is_joined = isinstance(node, ast.JoinedStr)
        if isinstance(node, PLACED) and not (isinstance(node, ast.alias) and node.name == "*"):
            name = type(node).__name__
            words = [SAME.get(name, name)]
            if formatted:
                words += ["-", "-"]
            else:
                words += [str(places.byte(node.lineno, node.col_offset)), str(places.byte(node.end_lineno, node.end_col_offset))]
            said = detail(node)
            yield " ".join(words + [said] if said else words)
        if is_joined:
            # The texts between the fields are no nodes of ours.
            children = [value for value in node.values if not is_text(value)]
        else:
            children = ast.iter_child_nodes(node)
        stack += [(child, formatted or is_joined) for child in children]


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(50000)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    for path in open(sys.argv[1], encoding="utf-8").read().splitlines():
        out.write(f"# {path}\n")
        code = open(path, "rb").read()
        try:
            tree = ast.parse(code)
            text = "\n".join(lines_of(tree, Places(code)))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            out.write(f"! {type(error).__name__}: {str(error).splitlines()[0]}\n")
            continue
        out.write(text + "\n" if text else "")
    out.flush()


if __name__ == "__main__":
    main()
