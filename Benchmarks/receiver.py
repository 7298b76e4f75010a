#!/usr/bin/env python3
"""A webhook receiver on loopback that answers at once and counts what it got.

usage: receiver.py PORT_FILE [--fail-every N] [--status CODE] [--retry-after SECONDS]

It writes its port to PORT_FILE. `GET /` answers {"requests", "messages", "refused"}: the posts, the
different webhook-id headers (or bodies, where there is none) that were answered with success, and
the posts that were answered with a failure. `GET /reset` does the same and starts counting anew.
"""
import argparse
import asyncio
import json


class Count:
    """What has arrived since the last reset."""

    def __init__(self):
        self.requests, self.refused, self.seen = 0, 0, set()

    def text(self):
        return json.dumps(
            {"requests": self.requests, "messages": len(self.seen), "refused": self.refused})


class Connection(asyncio.Protocol):
    """One connection: HTTP/1.1 with a Content-Length, kept open as long as the client likes."""

    def __init__(self, options, state):
        self.options, self.state, self.data = options, state, b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.data += data
        while b"\r\n\r\n" in self.data:
            head, _, rest = self.data.partition(b"\r\n\r\n")
            lines = head.split(b"\r\n")
            fields = dict(
                (name.strip().lower(), value.strip())
                for name, _, value in (line.partition(b":") for line in lines[1:]))
            length = int(fields.get(b"content-length", 0))
            if fields.get(b"expect") and not rest:
                self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            if len(rest) < length:
                return
            self.data = rest[length:]
            self.answer(lines[0], fields, rest[:length])

    def answer(self, line, fields, body):
        count = self.state["count"]
        if line.startswith(b"GET"):
            if line.startswith(b"GET /reset"):
                self.state["count"] = Count()
            return self.reply(200, count.text().encode())
        count.requests += 1
        every = self.options.fail_every
        if self.options.status != 200 or (every and count.requests % every == 0):
            count.refused += 1
            return self.reply(self.options.status if self.options.status != 200 else 503, b"no")
        count.seen.add(fields.get(b"webhook-id", body))
        return self.reply(200, b"ok")

    def reply(self, status, body):
        pause = self.options.retry_after
        extra = "Retry-After: %d\r\n" % pause if pause and status != 200 else ""
        head = "HTTP/1.1 %d -\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n%s\r\n"
        self.transport.write((head % (status, len(body), extra)).encode() + body)


async def serve(options):
    state = {"count": Count()}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Connection(options, state), "127.0.0.1", 0, backlog=1024)
    with open(options.port_file, "w", encoding="ascii") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("port_file")
    parser.add_argument("--fail-every", type=int, default=0)
    parser.add_argument("--status", type=int, default=200)
    parser.add_argument("--retry-after", type=int, default=0)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
