"""DBOS on SQLite: 20 durable steps in a row, or many half-done runs that go on after a crash.

usage: dbos_steps.py steps DB          prints the milliseconds of one run of 20 steps
       dbos_steps.py half DB RUNS      does ten steps of each run, then kills itself
       dbos_steps.py recover DB RUNS   starts anew; prints the milliseconds until each has gone on
"""
import os
import signal
import sys
import threading
import time

STARTED = time.perf_counter()

from dbos import DBOS  # noqa: E402

mode, path = sys.argv[1:3]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 1
DBOS(config={
    "name": "bench", "system_database_url": "sqlite:///" + path, "run_admin_server": False,
    "log_level": "CRITICAL", "application_version": "1"})
lock = threading.Lock()
reached = {"half": 0, "more": 0}


@DBOS.step()
def step(number):
    return number


@DBOS.workflow()
def twenty():
    for number in range(20):
        step(number)


@DBOS.workflow()
def long_run():
    for number in range(10):
        step(number)
    if mode == "half":
        with lock:
            reached["half"] += 1
        threading.Event().wait()
    step(10)
    with lock:
        reached["more"] += 1


def wait(key):
    while reached[key] < count:
        time.sleep(0.002)


DBOS.launch()
if mode == "steps":
    begun = time.perf_counter()
    twenty()
    print((time.perf_counter() - begun) * 1000)
    DBOS.destroy()
elif mode == "half":
    for _ in range(count):
        threading.Thread(target=long_run, daemon=True).start()
    wait("half")
    os.kill(os.getpid(), signal.SIGKILL)
else:
    wait("more")
    print((time.perf_counter() - STARTED) * 1000, flush=True)
    os._exit(0)
