"""common-expression-language: the guard of ExpressionBench, in Rust behind a thin binding.

usage: cel_guard.py [ROUNDS]     prints: compile, evaluate, evaluate `1 == 1` (microseconds each)
"""
import sys
import time

import cel

SOURCE = "severity in ['sev1','sev2'] && facts.records > 500 && regions.exists(r, r == 'eu')"


def least(count, body, *arguments):
    """Microseconds for each of `count` calls, the least of seven rounds."""
    best = float("inf")
    for _ in range(7):
        begun = time.perf_counter()
        for _ in range(count):
            body(*arguments)
        best = min(best, (time.perf_counter() - begun) / count * 1e6)
    return best


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
context = cel.Context(variables={
    "severity": "sev1", "facts": {"records": 1200}, "regions": ["us", "eu"]})
program, floor = cel.compile(SOURCE), cel.compile("1 == 1")
assert program.execute(context) is True, "the guard has to hold"
print(least(rounds // 10, cel.compile, SOURCE), least(rounds, program.execute, context),
      least(rounds, floor.execute, context))
