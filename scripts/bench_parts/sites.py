"""What is asked for: pages whose titles are known before anybody has fetched them."""

import dataclasses
import hashlib
import html
import re
from pathlib import Path
from typing import Callable

from interop_parts.packages import GivesUp

SMALL_BYTES = 1024
LARGE_BYTES = 1024 * 1024
DOCUMENTATION = ("python3-doc/html", "git", "debian-policy")  # below /usr/share/doc
LEAST_PAGE, MOST_PAGE, MEAN_PAGE, MOST_PAGES = 2 * 1024, 200 * 1024, 40 * 1024, 400
TITLE = re.compile(r"<title[^>]*>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)
STRIDE = 7919  # so that pages of one kind do not follow one another


@dataclasses.dataclass(frozen=True)
class Site:
    """URLs by number, each another one, as it ends with its number."""

    base: str
    path: Callable  # of the number
    title: Callable  # likewise, white space folded
    body_bytes: int = 0  # of each page, where they are all alike
    paths: tuple = ()  # all, where there are several but for the number
    ca: Path | None = None
    http: str = "1.1"

    def url(self, number):
        return f"{self.base}{self.path(number)}?n={number}"


def page_of(title, size):
    head = f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n<body><h1>{title}</h1>\n'
    line = "<p>A line of text, one like the other, to fill the page.</p>\n"
    foot = "</body></html>\n"
    filling = line * (size // len(line) + 1)
    return head + filling[:size - len(head) - len(foot)] + foot


def make_pages(folder):
    """Writes small.html, large.html and pages/NUMBER.html, and returns the titles of the latter."""
    folder.mkdir(parents=True)
    (folder / "small.html").write_text(page_of("A small page", SMALL_BYTES))
    (folder / "large.html").write_text(page_of("A large page", LARGE_BYTES))
    (folder / "pages").mkdir()
    titles = []
    for page, title in real_pages():
        (folder / "pages" / f"{len(titles)}.html").write_bytes(page)
        titles.append(title)
    return titles


def real_pages():
    """Of Debian's documentation, in an order of their own that is the same each time; those that would lift the mean are left out."""
    root = Path("/usr/share/doc")
    found = [path for part in DOCUMENTATION for path in (root / part).resolve().rglob("*.html") if path.is_file() and not path.is_symlink()]
    found.sort(key=lambda path: hashlib.sha256(path.name.encode()).digest())
    chosen, total = [], 0
    for path in found:
        size = path.stat().st_size
        if not LEAST_PAGE <= size <= MOST_PAGE or size > MEAN_PAGE and total + size > MEAN_PAGE * (len(chosen) + 1):
            continue
        page = path.read_bytes()
        title = TITLE.search(page.decode("utf-8", "replace"))
        if title and len(chosen) < MOST_PAGES:
            chosen.append((page, " ".join(html.unescape(title.group(1)).split())))
            total += size
    if len(chosen) < 100:
        raise GivesUp(2, f"only {len(chosen)} pages in /usr/share/doc; were documentations left out when packages were installed?")
    return chosen


def make_sites(ports, titles, ca):
    """All that scenarios ask for, by name."""
    def nginx(port, page, size, title, **more):
        scheme = "https" if more else "http"
        return Site(f"{scheme}://127.0.0.1:{ports[port]}", lambda _: f"/{page}.html", lambda _: title, size, **more)

    def delayed(millis):
        base = f"http://127.0.0.1:{ports['delay']}"
        return Site(base, lambda _: f"/delay/{millis}", lambda number: f"/delay/{millis}?n={number}")

    which = lambda number: number * STRIDE % len(titles)
    sites = {
        "small": nginx("nginx", "small", SMALL_BYTES, "A small page"),
        "pages": Site(f"http://127.0.0.1:{ports['nginx']}", lambda number: f"/pages/{which(number)}.html", lambda number: titles[which(number)],
                      paths=tuple(f"/pages/{i}.html" for i in range(len(titles)))),
    }
    for http, port in (("1.1", "nginx-tls"), ("2", "nginx-h2")):
        sites[f"small, TLS, HTTP/{http}"] = nginx(port, "small", SMALL_BYTES, "A small page", ca=ca, http=http)
        sites[f"large, TLS, HTTP/{http}"] = nginx(port, "large", LARGE_BYTES, "A large page", ca=ca, http=http)
    for millis in (10, 50, 300, 1000):
        sites[f"delay {millis}"] = delayed(millis)
    return sites
