"""What Jupyter starts instead of ipykernel: asks the zygote for a kernel and lives as long as it.

python launch.py SOCKET CONNECTION_FILE [ARGUMENT OF IPYKERNEL ...]
"""

import json
import os
import signal
import socket
import sys

path, connection_file, *arguments = sys.argv[1:]
zygote = socket.socket(socket.AF_UNIX)
zygote.connect(path)
request = {"connection_file": connection_file, "arguments": arguments, "cwd": os.getcwd(), "env": dict(os.environ)}
zygote.sendall((json.dumps(request) + "\n").encode())
answers = zygote.makefile()
process = int(answers.readline())
with open(connection_file + ".pid", "w") as file:
    file.write(str(process))


def forward(number, _frame):
    os.kill(process, number)


for name in (signal.SIGINT, signal.SIGTERM):
    signal.signal(name, forward)
sys.exit(int(answers.readline() or 1))
