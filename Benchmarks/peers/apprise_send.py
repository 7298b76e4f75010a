"""Apprise: many different messages to one receiver.

usage: apprise_send.py PORT COUNT      prints the milliseconds without the start of Python
"""
import asyncio
import logging
import sys
import time

import apprise

logging.disable(logging.CRITICAL)
port, count = sys.argv[1:3]
sender = apprise.Apprise()
sender.add(f"json://127.0.0.1:{port}/hook")


async def send_all():
    gate = asyncio.Semaphore(50)

    async def send(number):
        async with gate:
            await sender.async_notify(title="Update", body=f"Message {number} of the bench")

    await asyncio.gather(*(send(number) for number in range(int(count))))


begun = time.perf_counter()
asyncio.run(send_all())
print((time.perf_counter() - begun) * 1000)
