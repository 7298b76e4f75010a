"""Fills a store with many entries, incidents or messages, faster than commands could.

It writes the rows, the hash chain and the leaves of the tree on its own, after the description of the format, so that
`muster verify` on its result is also a check of the format by a second implementation.
"""
import hashlib
import json
import sqlite3

def digest(fields):
    """SHA-256 over fields, each after its length in eight bytes."""
    hasher = hashlib.sha256()
    for field in fields:
        data = field if isinstance(field, bytes) else field.encode()
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.digest()


def seed(incident):
    """What stands before the first entry of an incident."""
    return digest(["muster/chain/1", incident])


def entry_hash(previous, row):
    """The hash of an entry's row (without its hash) behind its predecessor's."""
    incident, number, happened, fidelity, recorded, actor, role, kind, tlp, payload = row
    return digest([
        "muster/entry/1", previous, incident, str(number), happened, fidelity, recorded, actor,
        "-" if role is None else "+" + role, kind, tlp, payload])


def canonical(value):
    """JSON with sorted keys and without white space."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Record:
    """A store that `muster init` has made, open for writing."""

    def __init__(self, path):
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute("BEGIN IMMEDIATE")

    def close(self):
        self.database.execute("COMMIT")
        self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.database.close()

    def add_notes(self, incident, count):
        """Adds notes to an incident that there is already."""
        head, last = self.database.execute(
            "SELECT head, head_hash FROM incidents WHERE id = ?", (incident,)).fetchone()
        opened = self.database.execute(
            "SELECT recorded_at FROM entries WHERE incident = ? AND number = 1",
            (incident,)).fetchone()[0]
        for number in range(head + 1, head + count + 1):
            text = "Host FILE-%04d looked at: no sign of the tool, image kept on disk 7." % number
            payload = canonical({"isStarred": number % 50 == 0, "lane": "response", "text": text})
            row = (incident, number, opened, "second", opened, "dana", "lead", "note", "AMBER",
                   payload)
            last = self.insert(row, last)
        self.database.execute(
            "UPDATE incidents SET head = ?, head_hash = ? WHERE id = ?",
            (head + count, last, incident))

    def add_incident(self, incident, model):
        """Adds an incident with the first two entries and the line in the list of another one."""
        last = seed(incident)
        for row in self.database.execute(
                "SELECT * FROM entries WHERE incident = ? AND number <= 2 ORDER BY number",
                (model,)).fetchall():
            last = self.insert((incident,) + row[1:10], last)
        self.database.execute(
            "INSERT INTO incidents SELECT ?, 2, ?, is_open, opened_at, summary "
            "FROM incidents WHERE id = ?", (incident, last, model))

    def add_message(self, incident, sequence, channel, now, expires):
        """Queues one update."""
        message = {
            "blocks": [{"paragraph": [{"strong": "Conditions: "}, {"text": "two hosts cut off"}]},
                       {"paragraph": [{"strong": "Actions: "}, {"text": "imaging memory"}]}],
            "fields": [{"name": "Phase", "value": "detect"}, {"name": "Lead", "value": "dana"}],
            "footer": "", "incident": incident, "isResolved": False, "kind": "update.tactical",
            "links": [], "mentions": [], "sequence": sequence,
            "severity": {"level": 2, "word": "serious"}, "time": now,
            "title": "Suspicious sign-in", "tlp": "amber"}
        name = "msg_" + hashlib.sha256(f"{incident}/{sequence}".encode()).hexdigest()[:32]
        self.database.execute(
            "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, 'queued', 0, ?, ?, ?, "
            "NULL, NULL, NULL, NULL, 0)",
            (name, incident, sequence, channel, canonical(message), now, expires, now))

    def insert(self, row, previous):
        last = entry_hash(previous, row)
        self.database.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row + (last,))
        # Every entry has a leaf in the tree, in the order of writing.
        self.database.execute(
            "INSERT INTO leaves SELECT coalesce(max(position), -1) + 1, ?, ?, ? FROM leaves",
            (row[0], row[1], hashlib.sha256(b"\0" + last).digest()))
        return last
