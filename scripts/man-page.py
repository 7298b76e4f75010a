#!/usr/bin/env python3
"""Writes the man page of the program, in mdoc, from what the program says about itself.

usage: muster --experimental-dump-help | man-page.py VERSION DATE
"""
import json
import re
import sys

SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z0-9'])")
SKIPPED = {"help", "version"}


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def paragraphs(text):
    """Prose is filled; indented lines stay as they are."""
    out, is_literal, was_blank = [], False, False
    for line in text.strip("\n").split("\n"):
        if not line.strip():
            was_blank = bool(out)
            continue
        literal = line.startswith("  ") or line.startswith("muster ")
        if literal != is_literal:
            out.append(".Bd -literal -offset indent" if literal else ".Ed")
            is_literal = literal
        elif was_blank:
            out.append("" if literal else ".Pp")
        was_blank = False
        # A sentence begins a line, so that the formatter sets the space behind it.
        prose = SENTENCE_END.sub("\n", line.strip())
        out.append(escaped(line if literal else prose))
    return out + ([".Ed"] if is_literal else [])


def flag(argument):
    names = []
    for name in argument.get("names", []):
        dash = "-" if name["kind"] == "long" else ""
        names.append(f"Fl {dash}{name['name']}")
    value = argument.get("valueName")
    ending = f" Ar {value}" if argument["kind"] == "option" and value else ""
    return ".It " + " , ".join(names) + ending


def item(argument):
    if argument["kind"] == "positional":
        return ".It Ar " + argument.get("valueName", "value")
    return flag(argument)


def described(argument):
    text = " ".join([argument.get("abstract", ""), argument.get("discussion", "")]).strip()
    values = argument.get("allValues")
    if values:
        text += " Values: " + ", ".join(values) + "."
    return paragraphs(text) if text else []


def shown(command):
    return [
        argument
        for argument in command.get("arguments", [])
        if argument.get("shouldDisplay", True)
        and not SKIPPED & {name["name"] for name in argument.get("names", [])}
    ]


def listed(arguments):
    out = [".Bl -tag -width Ds"]
    for argument in arguments:
        out += [item(argument)] + described(argument)
    return out + [".El"]


def subcommands(command, path):
    out = []
    for sub in command.get("subcommands", []):
        if not sub.get("shouldDisplay", True) or (sub["commandName"] == "help" and path):
            continue
        names = path + [sub["commandName"]]
        inner = sub.get("subcommands", [])
        out += [".It Cm " + " ".join(names)] + paragraphs(sub.get("abstract", ""))
        if sub.get("discussion"):
            out += [".Pp"] + paragraphs(sub["discussion"])
        own = [argument for argument in shown(sub) if argument["id"] not in COMMON]
        if own and not inner:
            out += listed(own)
        out += subcommands(sub, names)
    return out


def identified(command):
    """Gives each argument an id by which those of every command are known."""
    for argument in command.get("arguments", []):
        argument["id"] = tuple(sorted(name["name"] for name in argument.get("names", [])))
    for sub in command.get("subcommands", []):
        identified(sub)


def main(version, date):
    root = json.load(sys.stdin)["command"]
    identified(root)
    global COMMON
    COMMON = {argument["id"] for argument in shown(root) if argument["id"]}
    lines = [
        f".Dd {date}", ".Dt MUSTER 1", ".Os", ".Sh NAME", ".Nm muster",
        ".Nd " + root["abstract"].rstrip(".")[0].lower() + root["abstract"].rstrip(".")[1:],
        ".Sh SYNOPSIS", ".Nm", ".Ar command", ".Op Ar options", ".Sh DESCRIPTION",
    ]
    lines += paragraphs(root.get("discussion", ""))
    lines += [".Pp", f"This page is about version {version}.", "Topics are in"]
    lines += [".Nm", "help", ".Ar topic ."]
    lines += [".Sh OPTIONS", "Every command has these:"] + listed(shown(root))
    lines += [".Sh COMMANDS", ".Bl -tag -width Ds"] + subcommands(root, []) + [".El"]
    lines += [".Sh ENVIRONMENT", "See", ".Nm", "help environment."]
    lines += [".Sh EXIT STATUS", "See", ".Nm", "help exit\\-codes."]
    lines += [".Sh SEE ALSO", ".Xr curl 1 ,", ".Xr sqlite3 1"]
    print("\n".join(lines))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
