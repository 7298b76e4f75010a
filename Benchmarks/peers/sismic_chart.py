"""sismic: a chart of the same shape as EngineBench, driven by one event a step.

usage: sismic_chart.py [RUNS]          prints: events, events a second
"""
import sys
import time

from sismic.interpreter import Interpreter
from sismic.io import import_from_yaml
from sismic.model import Event


def phase(number):
    """Two lanes side by side, then four steps in a row; the last leads to the next phase."""
    first = number * 10
    lines = [
        f"    - name: phase-{number}",
        f"      initial: lanes-{number}",
        "      states:",
        f"      - name: lanes-{number}",
        "        transitions:",
        f"        - target: s{first + 2}",
        f"          guard: active('end{first}') and active('end{first + 1}')",
        "        parallel states:",
    ]
    for lane in (first, first + 1):
        lines += [
            f"        - name: lane{lane}", f"          initial: s{lane}", "          states:",
            f"          - name: s{lane}", "            transitions:",
            f"            - event: e{lane}", f"              target: end{lane}",
            f"          - name: end{lane}",
        ]
    for step in range(first + 2, first + 6):
        target = f"s{step + 1}" if step < first + 5 else (
            f"phase-{number + 1}" if number < 3 else "over")
        lines += [
            f"      - name: s{step}", "        transitions:", f"        - event: e{step}",
            f"          target: {target}"]
    return lines


text = "\n".join(
    ["statechart:", "  name: bench", "  root state:", "    name: root",
     "    initial: phase-0", "    states:"]
    + [line for number in range(4) for line in phase(number)]
    + ["    - name: over", "      type: final"])
chart = import_from_yaml(text)
names = [f"e{number * 10 + step}" for number in range(4) for step in range(6)]
runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
events = 0
begun = time.perf_counter()
for _ in range(runs):
    interpreter = Interpreter(chart)
    interpreter.execute()
    for name in names:
        interpreter.queue(Event(name))
        interpreter.execute()
        events += 1
    assert interpreter.final, "the chart did not come to its end"
print(events, round(events / (time.perf_counter() - begun)))
