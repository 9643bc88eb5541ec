"""Runs a command whose input file arrives after a while, and prints its stderr.

usage: late_file.py [--no-terminal] FIFO FILE COMMAND...

FIFO is made, and gets the content of FILE once the command has waited for more than
two seconds. Its stderr is a terminal, or with --no-terminal a pipe.
"""

import os
import pty
import subprocess
import sys
import time

arguments = sys.argv[1:]
on_terminal = arguments[0] != "--no-terminal"
fifo, file, *command = arguments if on_terminal else arguments[1:]
os.mkfifo(fifo)
reader, writer = pty.openpty() if on_terminal else os.pipe()
process = subprocess.Popen(command, stderr=writer)
os.close(writer)
time.sleep(2.6)
with open(file, "rb") as source, open(fifo, "wb") as sink:
    sink.write(source.read())
status = process.wait()
said = b""
try:
    while part := os.read(reader, 4096):
        said += part
except OSError:  # the other end of a terminal is gone
    pass
sys.stdout.write(said.decode().replace("\r", "\n"))
sys.exit(status)
