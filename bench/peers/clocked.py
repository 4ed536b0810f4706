"""Runs one program and prints its seconds, peak MiB and exit code as JSON. Usage: clocked.py LOG PROGRAM [WORD...]

A program of its own, for Linux counts the memory of whoever starts a program as the started program's too: this one is small.
"""
import os
import sys
import time

begun = time.monotonic()
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)])
_, status, usage = os.wait4(child, 0)
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
print('{"seconds": %.3f, "mib": %.1f, "code": %d}' % (time.monotonic() - begun, usage.ru_maxrss / 1024, code))
