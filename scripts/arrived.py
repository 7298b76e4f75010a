#!/usr/bin/env python3
"""Shows what the receiver of the demonstration got, and checks the signatures.

usage: arrived.py LOG_FILE SECRET_FILE EXPECTED_COUNT
"""
import base64
import hashlib
import hmac
import json
import sys

TEXT_LIMIT = 96


def is_signed(message, secret):
    """Whether a signature of the message is right (Standard Webhooks, symmetric)."""
    headers = message["headers"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f'{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{message["body"]}'
    digest = hmac.new(key, signed.encode("utf-8"), hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(digest).decode("ascii")
    return any(
        hmac.compare_digest(wanted, given) for given in headers["webhook-signature"].split()
    )


def texts(value):
    """All texts that a person would read, in the order of the message."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "text" and isinstance(item, str):
                yield item
            elif not isinstance(item, str):
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def shortened(text):
    line = " ".join(text.split())
    return line if len(line) <= TEXT_LIMIT else line[: TEXT_LIMIT - 1] + "…"


def main(log_path, secret_path, expected):
    with open(log_path, encoding="utf-8") as file:
        messages = [json.loads(line) for line in file]
    with open(secret_path, encoding="utf-8") as file:
        secret = file.read().strip()
    for number, message in enumerate(messages, 1):
        body = json.loads(message["body"])
        print(f'{number}. POST {message["path"]}  {len(message["body"])} bytes')
        if "webhook-signature" in message["headers"]:
            if not is_signed(message, secret):
                sys.exit(f"message {number}: the signature is wrong")
            print(f'   webhook-id {message["headers"]["webhook-id"]}, signature good')
            print("   " + shortened(json.dumps(body, ensure_ascii=False)))
        else:
            for text in list(texts(body))[:4]:
                print("   " + shortened(text))
    if len(messages) != int(expected):
        sys.exit(f"{len(messages)} messages arrived, not {expected}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
