"""The kind of machine, and the versions of what is compared."""

import os
import platform
import re
import subprocess
from pathlib import Path

from bench_parts.clients import simul_launcher
from bench_parts.setup import java_home

PEERS = ("wrk", "curl", "nginx", "golang-go", "golang-github-valyala-fasthttp-dev", "python3-aiohttp", "python3-scrapy")


def describe():
    """Values by name, in the order in which they are to be read."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    release = dict(re.findall(r'^(\w+)="?(.*?)"?$', (java_home() / "release").read_text(), re.MULTILINE))
    return {
        "CPU": model.group(1) if model else platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory / 2**30:.0f} GiB",
        "system": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {os.uname().release}",
        "JDK": f"{release.get('IMPLEMENTOR', '')} {release.get('JAVA_RUNTIME_VERSION', '?')}".strip(),
        "simul": subprocess.run([simul_launcher(), "--version"], capture_output=True, text=True).stdout.removeprefix("simul ").strip(),
        "peers": ", ".join(f"{package} {version_of(package)}" for package in PEERS),
    }


def busy():
    """For how many seconds the cores have worked for somebody since the machine was started, other machines on the same cores included.

    Interrupts are left out, as they are in the times of processes.
    """
    user, nice, system, _, _, _, _, steal = (int(ticks) for ticks in Path("/proc/stat").read_text().split(maxsplit=9)[1:9])
    return (user + nice + system + steal) / os.sysconf("SC_CLK_TCK")


def version_of(package):
    return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True).stdout or "?"
