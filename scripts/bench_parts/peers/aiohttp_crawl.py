"""The crawl by aiohttp: aiohttp_crawl.py script|best LIST C OUT. A line a URL is written: status, bytes, URL, title.

script: what is found in tutorials, a task a URL behind a semaphore, gathered, titles by lxml.
best: what can be had with aiohttp, workers that take lines as they come, titles by a regular expression, uvloop.
"""

import asyncio
import html
import re
import sys

import aiohttp

TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


def title_by_lxml(page):
    return fold(lxml.html.fromstring(page).findtext(".//title") or "")


def title_by_expression(page):
    found = TITLE.search(page)
    return fold(html.unescape(found.group(1).decode("utf-8", "replace"))) if found else ""


def fold(text):
    return " ".join(text.split())


async def fetch(session, url, title, out):
    try:
        async with session.get(url) as response:
            page = await response.read()
            out.write(f"{response.status}\t{len(page)}\t{url}\t{title(page)}\n")
    except (aiohttp.ClientError, OSError) as e:
        out.write(f"0\t0\t{url}\t{e!r}\n")


async def gather_all(session, lines, concurrency, out):
    semaphore = asyncio.Semaphore(concurrency)

    async def one(url):
        async with semaphore:
            await fetch(session, url, title_by_lxml, out)

    await asyncio.gather(*[one(line.strip()) for line in lines])


async def work(session, lines, concurrency, out):
    async def worker():
        for line in lines:
            await fetch(session, line.strip(), title_by_expression, out)

    await asyncio.gather(*[worker() for _ in range(concurrency)])


async def crawl(way, concurrency):
    connector = aiohttp.TCPConnector(limit=concurrency)
    with open(sys.argv[2]) as lines, open(sys.argv[4], "w") as out:
        async with aiohttp.ClientSession(connector=connector) as session:
            await way(session, lines, concurrency, out)


if sys.argv[1] == "best":
    import uvloop
    uvloop.install()
    asyncio.run(crawl(work, int(sys.argv[3])))
else:
    import lxml.html
    asyncio.run(crawl(gather_all, int(sys.argv[3])))
