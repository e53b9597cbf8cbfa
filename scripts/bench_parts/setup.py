"""Gets the peers: Debian's packages, and programs of this folder built into a cache outside the tree."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from interop_parts.packages import GivesUp, install

HERE = Path(__file__).resolve().parent
SYSTEM_PYTHON = "/usr/bin/python3"  # which finds Debian's packages, whatever else is on the path

# What proves that a package is here.
PACKAGES = {
    "curl": "/usr/bin/curl",
    "debian-policy": "/usr/share/doc/debian-policy",
    "gcc": "/usr/bin/gcc",
    "git-doc": "/usr/share/doc/git/html",
    "golang-github-valyala-fasthttp-dev": "/usr/share/gocode/src/github.com/valyala/fasthttp",
    "golang-go": "/usr/bin/go",
    "golang-golang-x-net-dev": "/usr/share/gocode/src/golang.org/x/net/html",
    "libc6-dev": "/usr/include/stdio.h",
    "maven": "/usr/bin/mvn",
    "nginx": "/usr/sbin/nginx",
    "openssl": "/usr/bin/openssl",
    "python3-aiohttp": "/usr/lib/python3/dist-packages/aiohttp",
    "python3-doc": "/usr/share/doc/python3-doc/html",
    "python3-lxml": "/usr/lib/python3/dist-packages/lxml",
    "python3-scrapy": "/usr/lib/python3/dist-packages/scrapy",
    "python3-uvloop": "/usr/lib/python3/dist-packages/uvloop",
    "util-linux": "/usr/bin/taskset",
    "wrk": "/usr/bin/wrk",
}


def cache():
    return Path(os.environ.get("SIMUL_BENCH_CACHE") or Path.home() / ".cache" / "simul-bench")


def java_home():
    """What scripts/simul runs with, and so the Java peers too."""
    script = '. "$0" && require_java_home bench'
    done = subprocess.run(["sh", "-c", script, HERE.parent / "java-home.sh"], capture_output=True, text=True)
    if done.returncode != 0:
        raise GivesUp(2, done.stderr.strip())
    return Path(done.stdout.strip())


def prepare():
    install("bench", [package for package, proof in PACKAGES.items() if not os.path.exists(proof)])
    cache().mkdir(parents=True, exist_ok=True)
    build("delay_server", HERE, ["delay_server.c"], ["gcc", "-O2", "-o", cache() / "delay_server", "delay_server.c"])
    go = HERE / "peers" / "go"
    build("go-crawl", go, ["."], ["go", "build", "-o", cache() / "go-crawl", "."],
          GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="", GOCACHE=str(cache() / "go"))
    java = HERE / "peers" / "java"
    build("java/lib", java, ["."], ["mvn", "-B", "-q", f"-Dfolder={cache() / 'java'}", "compile", "dependency:copy-dependencies"],
          JAVA_HOME=str(java_home()))


def build(product, folder, sources, command, **environment):
    """Where the product is missing or older than one of its sources."""
    product = cache() / product
    files = [file for source in sources for file in ([folder / source] if (folder / source).is_file() else (folder / source).rglob("*"))]
    if product.exists() and all(file.stat().st_mtime <= product.stat().st_mtime for file in files):
        return
    print(f"bench: building {product.relative_to(cache())}", file=sys.stderr)
    if product.is_dir():
        shutil.rmtree(product)  # nothing of before stays in it
    done = subprocess.run([str(part) for part in command], cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    if done.returncode != 0:
        if product.is_dir():
            shutil.rmtree(product)  # half of it would look like all of it
        raise GivesUp(2, f"{product.name} does not build:\n{done.stdout}{done.stderr}"[-3000:])
    os.utime(product)
