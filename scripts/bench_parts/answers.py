"""Whether a client has done its job: each URL once, answered with 200, with the title of its page."""

import json
import re

PROTOCOLS = {"http/1.1": "1.1", "h2": "2"}  # by what records say


class Wrong(Exception):
    """It has not, so that its figures say nothing."""


def check(client, task, said, complained):
    """Returns how many requests there were. `said` and `complained` are what went to standard output and error."""
    if client.form == "help":
        if "Usage: simul" not in said:
            raise Wrong("no help text")
        return 1
    if client.form == "wrk":
        return count_of_wrk(said)
    seen = bytearray(task.requests)
    for url, status, title, protocol in read(client.form, task, said):
        number = int(url.rpartition("n=")[2])
        if protocol not in (None, task.site.http):
            raise Wrong(f"{url} was asked for by HTTP/{protocol} instead of {task.site.http}")
        if status != 200 or not number < task.requests or url != task.site.url(number):
            raise Wrong(f"status {status} for {url}: {title}")
        if seen[number]:
            raise Wrong(f"two records of {url}")
        seen[number] = 1
        if title is not None and " ".join(title.split()) != task.site.title(number):
            raise Wrong(f"title of {url} is {title!r} instead of {task.site.title(number)!r}")
    missing = task.requests - sum(seen)
    if missing:
        raise Wrong(f"{missing} of {task.requests} URLs without a record\n{complained[-1000:]}")
    return task.requests


def read(form, task, said):
    """URL, status, title and protocol of each line; None where the client does not say it."""
    if form == "curl":
        for line in said.splitlines():
            status, protocol, url = line.split("\t")
            yield url, int(status), None, protocol
        return
    if not task.out.exists():
        return
    with task.out.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if form == "jsonl":
                record = json.loads(line)
                yield record["url"], record["status"], record["title"] or "", PROTOCOLS.get(record["protocol"], "?")
            else:
                status, _, url, title = line.rstrip("\n").split("\t", 3)
                yield url, int(status), title, None


def count_of_wrk(said):
    count = re.search(r"(\d+) requests in", said)
    if not count or "Non-2xx" in said or "Socket errors" in said:
        raise Wrong("not all of its requests were answered with 200:\n" + said)
    return int(count.group(1))


def own_wall(complained):
    """In seconds, by the summary of simul, of a crawl that takes less than a minute."""
    found = re.search(r"^[\d,]+ URLs? in (\d+\.\d+) s,", complained, re.MULTILINE)
    if not found:
        raise Wrong("its summary does not say how long it took:\n" + complained)
    return float(found.group(1))
