#!/usr/bin/env python3
"""Writes Sources/Expressions/ZoneTable.swift from the time zone database of this machine.

usage: scripts/zone-rules.py [FOLDER]        FOLDER is /usr/share/zoneinfo

Of each zone it keeps the rule that holds today, and since when it holds. Zones whose clocks follow
no rule of the kind "last Sunday of March" are left out and named on standard error.
"""
import calendar
import datetime
import pathlib
import re
import struct
import sys
import zoneinfo

DAY = 86_400
TARGET = pathlib.Path(__file__).resolve().parent.parent / "Sources/Expressions/ZoneTable.swift"


def read(path):
    """Transitions with the offsets that they lead to, and the rule behind the last (RFC 9636)."""
    data = path.read_bytes()

    def header(at):
        return struct.unpack(">6l", data[at + 20:at + 44])

    isut, isstd, leap, times, types, chars = header(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = header(at)
    at += 44
    moments = struct.unpack(f">{times}q", data[at:at + 8 * times])
    at += 8 * times
    indices = data[at:at + times]
    at += times
    offsets = [struct.unpack(">l", data[at + 6 * n:at + 6 * n + 4])[0] for n in range(types)]
    at += types * 6 + chars + leap * 12 + isstd + isut
    return [(t, offsets[i]) for t, i in zip(moments, indices)], data[at:].strip(b"\n").decode()


def clock(text):
    """Reads `[+-]H[:MM[:SS]]` as seconds; gives the rest, too."""
    match = re.match(r"([+-]?)(\d+)(?::(\d+))?(?::(\d+))?", text)
    seconds = sum(int(part or 0) * unit for part, unit in zip(match.groups()[1:], (3600, 60, 1)))
    return -seconds if match[1] == "-" else seconds, text[match.end():]


def posix(text):
    """Reads a rule of POSIX: standard offset, summer offset, and where it begins and ends."""
    name = re.compile(r"<[^>]+>|[A-Za-z]+")
    west, text = clock(text[name.match(text).end():])
    if not text:
        return -west, None, None, None
    text = text[name.match(text).end():]
    summer = 3600 - west
    if text[0] != ",":
        west_in_summer, text = clock(text)
        summer = -west_in_summer
    days = []
    for part in text[1:].split(","):
        day, _, time = part.partition("/")
        month, week, weekday = re.fullmatch(r"M(\d+)\.(\d+)\.(\d+)", day).groups()
        days.append((int(month), int(week), int(weekday), clock(time)[0] if time else 7200))
    return -west, summer, *days


def moment(year, month, week, weekday, seconds):
    first = datetime.date(year, month, 1)
    day = 1 + (weekday - (first.weekday() + 1) % 7) % 7 + 7 * (week - 1)
    while day > calendar.monthrange(year, month)[1]:
        day -= 7
    return (datetime.date(year, month, day) - datetime.date(1970, 1, 1)).days * DAY + seconds


def offset(rule, time):
    standard, summer, start, end = rule
    if summer is None:
        return standard
    year = datetime.datetime.fromtimestamp(time + standard, datetime.timezone.utc).year
    begins, ends = moment(year, *start) - standard, moment(year, *end) - summer
    inside = begins <= time < ends if begins < ends else not ends <= time < begins
    return summer if inside else standard


def since(transitions, rule):
    """From when on the rule gives what the database gives; `None` if it never does."""
    result = 0 if not transitions else None
    following = None
    for time, actual in reversed(transitions):
        end = following or time + 3 * 366 * DAY
        fits = all(offset(rule, at) == actual for at in range(time, end, 3 * DAY))
        if following and (not fits or offset(rule, end - 1) != actual):
            return result
        result = following = time
    return result


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo")
    groups = {}
    for name in sorted(zoneinfo.available_timezones()):
        if name.startswith(("posix", "right")) or name in ("localtime", "Factory"):
            continue
        transitions, footer = read(folder / name)
        rule = posix(footer)
        begin = since(transitions, rule)
        if begin is None or begin > datetime.datetime.now().timestamp():
            print(f"{name}: no rule", file=sys.stderr)
            continue
        text = str(rule[0])
        if rule[1] is not None:
            text += f",{rule[1]}," + ",".join("{}.{}.{}.{}".format(*day) for day in rule[2:])
        groups.setdefault((text, max(begin, 0)), []).append(name)
    words = []
    for (text, begin), names in sorted(groups.items()):
        words += [f"@{text};{begin}", *names]
    version = (folder / "tzdata.zi").open().readline().split()[-1]
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 90:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    body = "\n".join("        " + line for line in lines)
    TARGET.write_text(f'''\
/// The rules of time zones, from version {version} of the time zone database of IANA (public domain).
///
/// `scripts/zone-rules.py` writes this file. A word with `@` is a rule: the offset of standard time
/// in seconds, that of summer time, where it begins and ends (month, week, weekday, seconds), and
/// since when the rule holds, in seconds since 1970. The names behind it follow the rule.
enum ZoneTable {{
    static let text = """
{body}
        """
}}
''')


main()
