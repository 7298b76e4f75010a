#!/usr/bin/env python3
"""Checks a checkpoint or a proof of a record without the store and without the program.

usage: check-proof.py FILE VERIFIER-KEY …

It shares no code with the program: Python's standard library and the package `cryptography`, for
Ed25519, are enough. docs/reference/record-format.md explains each step. Exit code 0: it is good.
"""
import base64
import hashlib
import json
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEADER = b"c2sp.org/tlog-proof@v1\n"


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def public_key(written):
    """Name, id and public key of a written verifier key; its id has to be its own."""
    name, key_id, data = written.split("+", 2)
    data = base64.b64decode(data, validate=True)
    own_id = sha256(name.encode(), b"\n", data)[:4]
    if data[:1] != b"\x01" or own_id.hex() != key_id:
        sys.exit(f"bad: the key of {name} is none")
    return name, own_id, Ed25519PublicKey.from_public_bytes(data[1:])


def signers(note, keys):
    """The text of a signed note and the names of the known keys that signed it."""
    text, _, lines = note.rpartition(b"\n\n")
    text += b"\n"
    names = []
    for line in lines.decode().splitlines():
        dash, name, signature = line.split(" ")
        signature = base64.b64decode(signature, validate=True)
        for known, key_id, key in keys:
            if dash == "—" and known == name and key_id == signature[:4]:
                key.verify(signature[4:], text)
                names.append(f"{name}+{key_id.hex()}")
    return text, names


def root_of(leaf, index, size, path):
    """The root to which a leaf leads, after RFC 9162, section 2.1.3.2."""
    last, root = size - 1, leaf
    for neighbour in path:
        if last == 0:
            return None
        if index % 2 or index == last:
            root = sha256(b"\x01", neighbour, root)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            root = sha256(b"\x01", root, neighbour)
        index, last = index // 2, last // 2
    return root if last == 0 else None


def fields(entry):
    """The fields of an entry, each behind its length."""
    result = []
    while entry:
        (length,) = struct.unpack(">Q", entry[:8])
        result.append(entry[8 : 8 + length])
        entry = entry[8 + length :]
    return result


def main(path, *written):
    with open(path, "rb") as file:
        content = file.read()
    keys = [public_key(text) for text in written]
    entry = None
    if content.startswith(HEADER):
        head, _, note = content.partition(b"\n\n")
        lines = head.decode().splitlines()[1:]
        entry = base64.b64decode(lines.pop(0).removeprefix("extra "), validate=True)
        index = int(lines.pop(0).removeprefix("index "))
        proof = [base64.b64decode(line, validate=True) for line in lines]
    else:
        note = content
    try:
        text, names = signers(note, keys)
    except InvalidSignature:
        sys.exit("bad: the signature does not fit")
    if not names:
        sys.exit("bad: no known key has signed")
    origin, size, root = text.decode().splitlines()[:3]
    print(f"checkpoint of {origin}: {size} entries, signed by {', '.join(names)}")
    if entry is None:
        return
    leaf = sha256(b"\x00", sha256(entry))
    if not index < int(size) or root_of(leaf, index, int(size), proof) != base64.b64decode(root):
        sys.exit("bad: the entry is not in the signed tree")
    kind, _, incident, number, happened, _, recorded, actor, _, what, tlp, payload = fields(entry)
    if kind != b"muster/entry/1":
        sys.exit("bad: that is no entry")
    print(f"entry {number.decode()} of {incident.decode()}: {what.decode()} by {actor.decode()}")
    print(f"recorded {recorded.decode()}, TLP:{tlp.decode()}: {json.loads(payload)}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    main(*sys.argv[1:])
