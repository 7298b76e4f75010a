#!/usr/bin/env python3
"""Carries an incident through the entries and steps of a fixture, in the order of time.

usage: replay.py INCIDENT FIXTURE [--since DATE] [--before DATE]

Each is one command of the program on PATH; the first that fails ends the replay. Without --since
the roles are given first; the person who opened the incident is its lead.
"""
import argparse
import os
import shlex
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fixture  # noqa: E402

WIDTH = 110


def note(entry):
    words = ["note", "--at", entry["at"]]
    for key in ("lane", "milestone"):
        if key in entry:
            words += ["--" + key, entry[key]]
    if entry.get("star") == "true":
        words.append("--star")
    return words + [entry["text"]]


def step(entry, people):
    verb = "skip" if entry["verdict"] == "skip" else "done"
    words = ["step", verb, entry["step"], "--as", people[entry.get("by", "lead")]]
    words += ["--at", entry["at"]]
    if entry["verdict"] in ("decide", "approve"):
        words += ["--answer", entry["answer"]]
    elif "answer" in entry:
        for name, value in entry["answer"].items():
            words += ["--set", f"{name}={value}"]
    for key, option in (("reason", "--why"), ("note", "--note")):
        if key in entry:
            words += [option, entry[key]]
    return words


def run(words, number):
    # Several incidents are open, and each person has a current one of their own.
    words = words + ["-i", number]
    line = shlex.join(["muster"] + words)
    print("$ " + (line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"), flush=True)
    done = subprocess.run(["muster"] + words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        sys.exit(f"failed with exit code {done.returncode}: {line}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("incident")
    parser.add_argument("fixture")
    parser.add_argument("--since", default="", metavar="DATE")
    parser.add_argument("--before", default="9999", metavar="DATE")
    options = parser.parse_args()
    incident = fixture.read(options.fixture)
    people = incident["people"]
    commands = [(entry["at"], note(entry)) for entry in incident["entries"]]
    commands += [(entry["at"], step(entry, people)) for entry in incident["steps"]]
    last = incident["entries"][-1]["at"]
    commands += [
        (last, ["note", "--at", last, "--lane", "lesson", text]) for text in incident["lessons"]
    ]
    # Times of one form sort as texts; of the same day, what happened comes before what was done.
    commands.sort(key=lambda command: command[0])
    if options.since == "":
        for role, person in people.items():
            if role != "lead":
                run(["role", "give", role, person], options.incident)
    for at, words in commands:
        if options.since <= at < options.before:
            run(words, options.incident)


if __name__ == "__main__":
    main()
