"""Runs programs and says how long they took and how much memory they had."""
import os
import statistics
import subprocess
import tempfile
import time

QUIET = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
         (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]


class Run:
    """One run of a program: milliseconds and exit code."""

    def __init__(self, command, environment=None):
        begun = time.perf_counter()
        process = os.posix_spawnp(
            command[0], command, environment or os.environ, file_actions=QUIET)
        _, status = os.waitpid(process, 0)
        self.milliseconds = (time.perf_counter() - begun) * 1000
        self.code = os.waitstatus_to_exitcode(status)


def alternate(commands, rounds, allowed=(0,)):
    """Runs each command once a round, in turn; a dictionary of medians and least times."""
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            command = command() if callable(command) else command
            run = Run(command)
            if run.code not in allowed:
                raise SystemExit(f"{name}: exit code {run.code} of: {' '.join(command)}")
            times[name].append(run.milliseconds)
    return {name: (statistics.median(values), min(values)) for name, values in times.items()}


def output(command):
    """What a program prints; stops if it fails."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"{' '.join(command)}: {result.stderr.strip()[-400:]}")
    return result.stdout


def peak(command):
    """The peak memory of a command, after GNU time: Python's own children inherit Python's."""
    with tempfile.NamedTemporaryFile() as file:
        try:
            subprocess.run(
                ["/usr/bin/time", "-f", "%M", "-o", file.name] + command,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        except FileNotFoundError:
            return "unknown"
        return f"{int(file.read().split()[-1]) / 1024:.0f} MB"


def syncs(command):
    """How many fsync and fdatasync calls a command makes; `None` without strace."""
    with tempfile.NamedTemporaryFile() as file:
        try:
            subprocess.run(
                ["strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", file.name] + command,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        except FileNotFoundError:
            return None
        text = file.read().decode()
    # Columns: % of the time, seconds, microseconds a call, calls, errors if any, name.
    lines = [line.split() for line in text.splitlines()]
    return sum(int(line[3]) for line in lines if line and line[-1] in ("fsync", "fdatasync"))


def row(name, value, ratio=None, note=""):
    """Prints one line of the result."""
    ratio = "" if ratio is None else f"x{ratio:.2f}"
    print(f"  {name:<34}{value:>16}  {ratio:>8}  {note}".rstrip(), flush=True)
