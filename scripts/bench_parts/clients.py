"""simul and its peers: how each is called, and what it writes."""

import dataclasses
import os
from pathlib import Path
from typing import Callable

from bench_parts.setup import HERE, SYSTEM_PYTHON, cache, java_home
from bench_parts.sites import Site

CURL_AT_ONCE = 300  # more it does not take


@dataclasses.dataclass(frozen=True)
class Task:
    """What a client has to do: fetch the site's URLs 0 to `requests`, all of which are in `list`, at most `at_once` at a time."""

    site: Site
    requests: int
    at_once: int
    list: Path
    out: Path
    wrk_seconds: int = 5  # which takes no list and runs for a time
    summary: bool = False  # whether simul's summary is wanted


@dataclasses.dataclass(frozen=True)
class Client:
    name: str
    says: str
    command: Callable  # of the task
    form: str = "lines"  # of what it writes: jsonl, lines (status, bytes, URL, title), curl (no title), wrk (a count), help
    environment: Callable = lambda task: {}


def simul_launcher():
    return os.path.abspath(os.environ.get("SIMUL") or HERE.parent / "simul")


def simul_command(task):
    quiet = ["--progress", "never"] if task.summary else ["-q"]
    tls = ["--cacert", task.site.ca] if task.site.ca else []
    http = ["--http1.1"] if task.site.ca and task.site.http == "1.1" else []
    return [simul_launcher(), "crawl", *quiet, "--format", "jsonl", "--per-host", "0", "--no-adapt", *tls, *http,
            "-c", task.at_once, "-o", task.out, task.list]


def wrk_command(task):
    one_after_the_other = ["-s", HERE / "peers" / "paths.lua"] if task.site.paths else []
    return ["wrk", "-t1", "-c", task.at_once, "-d", task.wrk_seconds, *one_after_the_other, task.site.url(0)]


def wrk_environment(task):
    if not task.site.paths:
        return {}
    paths = task.list.with_suffix(".paths")
    paths.write_text("".join(path + "\n" for path in task.site.paths))
    return {"PATHS": str(paths)}


def curl_command(task):
    config = task.list.with_suffix(".curl")
    if not config.exists():
        with config.open("w") as lines:
            lines.write('write-out = "%{http_code}\\t%{http_version}\\t%{url}\\n"\n')
            lines.writelines(f'url = "{task.site.url(i)}"\noutput = "/dev/null"\n' for i in range(task.requests))
    tls = ["--cacert", task.site.ca] if task.site.ca else []
    connections = ["--http2"] if task.site.http == "2" else ["--http1.1", "--parallel-immediate"]  # else it waits for one to share
    return ["curl", "-q", "--no-progress-meter", "--parallel", "--parallel-max", min(task.at_once, CURL_AT_ONCE), *connections, *tls,
            "-K", config]


def go(client):
    def environment(task):
        return {"HTTP": task.site.http, "CA": str(task.site.ca)} if task.site.ca else {}

    return dict(command=lambda task: [cache() / "go-crawl", client, task.list, task.at_once, task.out], environment=environment)


def python(*script):
    return lambda task: [SYSTEM_PYTHON, HERE / "peers" / script[0], *script[1:], task.list, task.at_once, task.out]


def java(main):
    def command(task):
        folder = cache() / "java"
        return [java_home() / "bin" / "java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", f"{folder}/classes:{folder}/lib/*", f"peers.{main}",
                task.list, task.at_once, task.out]

    return command


CLIENTS = {client.name: client for client in (
    Client("simul", "this program, by `scripts/simul`", simul_command, "jsonl"),
    Client("simul --help", "its help text", lambda task: [simul_launcher(), "--help"], "help"),
    Client("wrk", "C; takes no list, reads no titles, writes nothing, runs for a time", wrk_command, "wrk", wrk_environment),
    Client("curl", f"`curl --parallel`; reads no titles, at most {CURL_AT_ONCE} at a time", curl_command, "curl"),
    Client("go-fasthttp", "Go, fasthttp, titles by the tokenizer of x/net", **go("fasthttp")),
    Client("go-nethttp", "Go, net/http, the same tokenizer", **go("nethttp")),
    Client("aiohttp", "Python, a task a URL and a semaphore, titles by lxml", python("aiohttp_crawl.py", "script")),
    Client("aiohttp-best", "Python, uvloop, workers, titles by a regular expression", python("aiohttp_crawl.py", "best")),
    Client("scrapy", "Python, Scrapy", python("scrapy_crawl.py")),
    Client("java-apache", "Apache HttpClient 5, asynchronous, jsoup", java("Apache")),
    Client("java-ahc", "AsyncHttpClient, jsoup", java("Ahc")),
    Client("java-vertx", "Vert.x web client, jsoup", java("VertxWeb")),
    Client("java-reactor", "reactor-netty, jsoup", java("ReactorNetty")),
    Client("java-okhttp", "OkHttp, asynchronous, jsoup", java("OkHttp")),
    Client("java-jdk", "the JDK's HttpClient on virtual threads, jsoup", java("Jdk")),
    Client("java-url", "the JDK's HttpURLConnection on virtual threads, jsoup", java("UrlConnection")),
)}
AIOHTTP = ("aiohttp", "aiohttp-best")
JAVA = tuple(name for name in CLIENTS if name.startswith("java-"))
