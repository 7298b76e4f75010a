"""Reads the files of Fixtures/: a small part of YAML, so that nothing has to be installed.

Maps, lists, plain and double-quoted scalars on one line, and folded blocks (`>-`). Every scalar is
a text. Whatever else a file holds ends the reading with its line.
"""
import json
import re

KEY = re.compile(r"([a-z_]+):(?: +(.*))?$")


class Lines:
    """The lines that hold something, each with its number and its indentation."""

    def __init__(self, text):
        self.rows = []
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                self.rows.append((number, len(line) - len(line.lstrip()), line.strip()))
        self.next = 0

    def peek(self):
        return self.rows[self.next] if self.next < len(self.rows) else (0, -1, "")

    def take(self):
        row = self.peek()
        self.next += 1
        return row


def fail(number, why):
    raise ValueError(f"line {number}: {why}")


def scalar(text, number):
    if text.startswith('"'):
        return json.loads(text)
    if text[0] in "'[{&*!|>%@`" or ": " in text or " #" in text:
        fail(number, "this reader does not know the form of the value")
    return text


def folded(lines, indent):
    parts = []
    while lines.peek()[1] > indent:
        parts.append(lines.take()[2])
    return " ".join(parts)


def value_after(text, lines, indent, number):
    """What follows `key:`, on its line or below it."""
    if text == ">-":
        return folded(lines, indent)
    if text:
        return scalar(text, number)
    _, deeper, content = lines.peek()
    if content.startswith("- ") and deeper >= indent:
        return items(lines, deeper)
    if deeper > indent:
        return mapping(lines, deeper)
    return fail(number, "a key without a value")


def mapping(lines, indent):
    result = {}
    while lines.peek()[1] == indent and not lines.peek()[2].startswith("- "):
        number, _, content = lines.take()
        match = KEY.match(content)
        if not match or match[1] in result:
            fail(number, "not a new key with a value")
        result[match[1]] = value_after(match[2], lines, indent, number)
    return result


def items(lines, indent):
    result = []
    while lines.peek()[1] == indent and lines.peek()[2].startswith("- "):
        number, _, content = lines.peek()
        if KEY.match(content[2:]):
            # The item is a map whose first key stands behind the dash.
            lines.rows[lines.next] = (number, indent + 2, content[2:].strip())
            result.append(mapping(lines, indent + 2))
        else:
            lines.take()
            # A plain text may go on in deeper lines.
            rest = folded(lines, indent)
            result.append(scalar(content[2:] + (" " + rest if rest else ""), number))
    return result


def read(path):
    with open(path, encoding="utf-8") as file:
        lines = Lines(file.read())
    result = mapping(lines, 0)
    if lines.peek()[1] != -1:
        fail(lines.peek()[0], "this reader does not know the form of the line")
    return result
