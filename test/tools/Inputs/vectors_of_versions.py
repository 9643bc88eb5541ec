"""Reads a disassembly, and prints for each version of a model's functions the widest
vector register that it names, and whether it has an instruction in VEX form or later.
What belongs to no version belongs to the lowest."""

import re
import sys

widest, vex = {}, {}
version = None
for line in sys.stdin:
    if header := re.match(r"[0-9a-f]+ <(.*)>:$", line):
        name = re.search(r"\.(x86-64-v\d)", header[1])
        version = name[1] if name else "x86-64"
    elif version and (instruction := re.match(r"\s*[0-9a-f]+:\s+(\S+)(.*)", line)):
        registers = re.findall(r"%([xyz]mm)\d", instruction[2])
        widest[version] = max([widest.get(version, ""), *registers])
        vex[version] = vex.get(version, False) or instruction[1].startswith("v")
for version in sorted(widest):
    print(f"{version}: {widest[version]}{', VEX' if vex[version] else ''}")
