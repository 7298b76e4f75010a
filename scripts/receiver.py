#!/usr/bin/env python3
"""A receiver of webhooks on loopback, for the demonstration.

usage: receiver.py PORT_FILE LOG_FILE

It takes a free port, writes its number to PORT_FILE, answers each POST as the real services do,
and appends one JSON object for each message to LOG_FILE. It ends when it is told to (SIGTERM).
"""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY_LIMIT = 1 << 20


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > BODY_LIMIT:
            self.send_error(413)
            return
        body = self.rfile.read(length).decode("utf-8")
        kept = ("content-type", "webhook-id", "webhook-timestamp", "webhook-signature")
        headers = {name: self.headers[name] for name in kept if self.headers[name]}
        line = json.dumps({"path": self.path, "headers": headers, "body": body})
        with open(self.server.log_path, "a", encoding="utf-8") as log:
            log.write(line + "\n")
        answer = b"ok"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        """Standard error stays for real trouble."""


def main(port_path, log_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.log_path = log_path
    # The file appears with its content, so that a reader never sees half a number.
    with open(port_path + ".new", "w", encoding="ascii") as file:
        file.write(str(server.server_address[1]))
    os.replace(port_path + ".new", port_path)
    server.serve_forever()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
