"""Runs a program and writes down what it took: measured.py REPORT CORES COMMAND [ARGUMENT...].

A process of its own, started with -I -S, since the peak memory of a child is at least that of its parent. CORES is a list by comma.
"""

import os
import sys
import time

report, cores, *command = sys.argv[1:]
os.sched_setaffinity(0, {int(core) for core in cores.split(",")})
begin = time.monotonic()
process = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(process, 0)
wall = time.monotonic() - begin
with open(report, "w") as out:
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status), file=out)
