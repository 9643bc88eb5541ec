"""Damages a ledger in many ways; gnn-explain must answer or complain each time.

usage: mutate_ledger.py GNN-EXPLAIN LEDGER SCRATCH-FILE
"""

import random
import subprocess
import sys

QUESTIONS = [[], ["--channel=conv1:5"], ["--weight=conv1.lin.weight:5,2"],
             ["--now=conv2.lin.weight:1,3"], ["--json"]]


def mutate(text: str, engine: random.Random) -> str:
    """Cuts, doubles or replaces something, or exchanges two numbers."""
    at, end = sorted(engine.randrange(len(text)) for _ in range(2))
    end = min(end, at + 20)
    digit = engine.choice([i for i, c in enumerate(text) if c.isdigit()])
    return engine.choice([
        text[:at] + text[end:],
        text[:end] + text[at:],
        text[:at] + engine.choice('"[]{},:0-9e.nx') + text[at + 1:],
        text[:digit] + str(engine.choice([0, 1, 7, -1, 10**12, 0.5])) +
        text[digit + 1:],
    ])


def main(tool: str, ledger: str, scratch: str) -> None:
    engine = random.Random(1)
    with open(ledger) as file:
        text = file.read()
    answers = 0
    for _ in range(300):
        with open(scratch, "w") as file:
            file.write(mutate(text, engine))
        result = subprocess.run([tool, scratch, *engine.choice(QUESTIONS)],
                                capture_output=True, text=True)
        if result.returncode not in (0, 1):
            sys.exit(f"exit {result.returncode}: {result.stderr}")
        if result.returncode == 1 and "error: " not in result.stderr:
            sys.exit("exit 1 without an error")
        answers += result.returncode == 0
    # Digits that change a number but not the form still have answers.
    if not 0 < answers < 300:
        sys.exit(f"{answers} answers of 300: mutations do not damage as they should")


main(*sys.argv[1:])
