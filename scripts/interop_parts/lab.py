"""The temporary folder, the ports and the processes of the servers."""

import collections
import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from interop_parts.packages import GivesUp


NOBODY = 65534
READY_WITHIN = 20  # seconds


class Lab:
    """The temporary folder, the ports, the servers."""

    def __init__(self, program="interop"):
        self.folder = Path(tempfile.mkdtemp(prefix=f"simul-{program}-"))
        self.processes = []
        self.ports = collections.defaultdict(self._free_port)
        self._taken = set()

    def _free_port(self):
        # Below what the system gives to clients, so that none takes it before its server does.
        for _ in range(1000):
            port = random.randrange(20000, 32000)
            if port in self._taken:
                continue
            with socket.socket() as probe:
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
            self._taken.add(port)
            return port
        raise GivesUp(1, "no port is free")

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def hand_over(self):
        """The servers run as nobody where we are root."""
        self.folder.chmod(0o755)
        if os.getuid() == 0:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, NOBODY, NOBODY)

    def start(self, name, command, ports, as_nobody=True):
        self.hand_over()
        identity = dict(user=NOBODY, group=NOBODY, extra_groups=[]) if as_nobody and os.getuid() == 0 else {}
        log = self.folder / f"{name}.out"
        with log.open("wb") as out:
            process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=out,
                                       stderr=subprocess.STDOUT, cwd=self.folder, start_new_session=True, **identity)
        self.processes.append(process)
        deadline = time.monotonic() + READY_WITHIN
        for port in ports:
            while not accepts(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise GivesUp(1, f"{name} does not start:\n" + self.said(name))
                time.sleep(0.02)
        time.sleep(0.2)  # Apache listens before it has read all of its configuration
        if process.poll() is not None:  # or somebody else answers at its port
            raise GivesUp(1, f"{name} does not start:\n" + self.said(name))

    def said(self, name):
        logs = [path.read_text(errors="replace") for path in (self.folder / f"{name}.out", self.folder / f"{name}.log") if path.exists()]
        return "\n".join(logs)[-3000:] or "it says nothing"

    def close(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # an impatient second Ctrl-C leaves nothing behind
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + 3
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.01, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its workers too
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def accepts(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def openssl(lab, *arguments, **more):
    done = subprocess.run(["openssl", *map(str, arguments)], cwd=lab.folder, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise GivesUp(1, "openssl " + " ".join(map(str, arguments)) + "\n" + done.stderr)
    return done.stdout
