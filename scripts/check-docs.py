#!/usr/bin/env python3
"""Runs every session that the documentation shows, and compares what comes out.

usage: check-docs.py [--update] [FILE …]        MUSTER=path of the program

A session is a fenced block of the kind `console`; a line that begins with `$ ` is a command, lines
right below it that begin with `> ` carry it on, and the rest is its output, standard error included.
All blocks of a file run in one new folder. Times, hashes and ids are made equal before the
comparison. With --update the output in the files is replaced by the real one.
"""
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT_SECONDS = 60
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# What differs from run to run, and what stands for it in the comparison.
CHANGING = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "TIME"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?Z"), "TIME"),
    (re.compile(r"\b\d\d:\d\d(:\d\d)?Z"), "TIME"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "DATE"),
    (re.compile(r"\b(INC|DRILL|inc|drill)-\d{4}-"), r"\1-YEAR-"),
    (re.compile(r"\b[0-9a-f]{4}(-[0-9a-f]{4}){2,3}\b"), "HEAD"),
    (re.compile(r"\b(dana|lee)([+-])[0-9a-f]{8}(\+[A-Za-z0-9+/]{43,}=*)?"), r"\1\2KEY"),
    (re.compile(r"\b(muster|example.com)/[0-9a-f]{16}\b"), r"\1/STORE"),
    (re.compile(r"\bmsg_[0-9a-f]+"), "MESSAGE"),
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "HASH"),
    (re.compile(r"\d+ d \d+ h|\d+ h \d+ min|\d+ min \d+ s|\d+(\.\d+)? (ms|s|min|h|d)\b"), "SPAN"),
    (re.compile(r"\b(SPAN ago|now)\b"), "AGO"),
    (re.compile(r"\d+ [kM]B\b"), "SIZE"),
    (re.compile(r"\d+ [GMT]iB\b"), "SIZE"),
    # Columns are as wide as what changes in them.
    (re.compile(r" {2,}"), "  "),
]


def normalised(text):
    for pattern, word in CHANGING:
        text = pattern.sub(word, text)
    return [line.rstrip() for line in text.splitlines()]


def commands(block):
    """Pairs of a command's lines and its output."""
    pairs = []
    for line in block.splitlines():
        if line.startswith("$ "):
            pairs.append(([line[2:]], []))
        elif not pairs:
            raise ValueError("a session begins with a command")
        elif (line.startswith("> ") or line == ">") and not pairs[-1][1]:
            pairs[-1][0].append(line[2:])
        else:
            pairs[-1][1].append(line)
    return [("\n".join(lines), "\n".join(output)) for lines, output in pairs]


class Session:
    """A folder of its own, with the program on PATH and nothing of the caller's settings."""

    def __init__(self, program, folder):
        self.folder = pathlib.Path(folder).resolve()
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "muster").symlink_to(program)
        self.work = self.folder / "night"
        self.work.mkdir()
        self.environment = {
            "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(self.folder / "night"),
            "MUSTER_USER": "dana", "LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "100",
            "MUSTER_NO_INPUT": "1", "REPOSITORY": str(ROOT),
        }

    def run(self, command):
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.work, env=self.environment, timeout=TIMEOUT_SECONDS,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, check=False,
        )
        return done.stdout.replace(str(self.work), "/home/dana").rstrip("\n")


def check(path, program, is_update):
    """The number of commands and of differences of a file."""
    text = path.read_text(encoding="utf-8")
    count = wrong = 0
    with tempfile.TemporaryDirectory(prefix="muster-docs-") as folder:
        session = Session(program, folder)
        pieces, end = [], 0
        for match in BLOCK.finditer(text):
            lines = []
            first = text.count("\n", 0, match.start()) + 1
            for command, wanted in commands(match[1]):
                count += 1
                got = session.run(command)
                shown = "$ " + command.replace("\n", "\n> ").replace("> \n", ">\n")
                lines += [shown] + ([got] if got else [])
                if not is_update and normalised(wanted) != normalised(got):
                    wrong += 1
                    report(path, first, command, wanted, got)
            pieces += [text[end : match.start()], "```console\n" + "\n".join(lines) + "\n```"]
            end = match.end()
        if is_update and count:
            path.write_text("".join(pieces) + text[end:], encoding="utf-8")
    return count, wrong


def report(path, line, command, wanted, got):
    print(f"{path.relative_to(ROOT)}:{line}: $ {command}")
    for row in difflib.unified_diff(
        normalised(wanted), normalised(got), "as written", "as it is", lineterm="", n=1
    ):
        print("    " + row)


def main(arguments):
    program = pathlib.Path(os.environ.get("MUSTER", ROOT / ".build/debug/muster")).resolve()
    if not os.access(program, os.X_OK):
        sys.exit(f"there is no program {program}; build it, or name it in MUSTER")
    is_update = "--update" in arguments
    named = [pathlib.Path(name).resolve() for name in arguments if name != "--update"]
    paths = named or [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    total = wrong = 0
    for path in paths:
        count, differences = check(path, program, is_update)
        total, wrong = total + count, wrong + differences
    if total == 0:
        sys.exit("no session was found")
    print(f"documentation: {total} commands run, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
