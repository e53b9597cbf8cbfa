"""The crawl by Scrapy: scrapy_crawl.py LIST C OUT. A line a URL is written: status, bytes, URL, title."""

import sys

import scrapy
from scrapy.crawler import CrawlerProcess

LIST, CONCURRENCY, OUT = sys.argv[1], int(sys.argv[2]), sys.argv[3]


class Crawl(scrapy.Spider):
    name = "crawl"

    def start_requests(self):
        with open(LIST) as lines:
            for line in lines:
                yield scrapy.Request(line.strip(), dont_filter=True, errback=self.failed)

    def parse(self, response):
        title = " ".join(response.xpath("//title/text()").get("").split())
        OUTPUT.write(f"{response.status}\t{len(response.body)}\t{response.url}\t{title}\n")

    def failed(self, failure):
        OUTPUT.write(f"0\t0\t{failure.request.url}\t{failure.value!r}\n")


with open(OUT, "w") as OUTPUT:
    process = CrawlerProcess({"CONCURRENT_REQUESTS": CONCURRENCY, "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY, "LOG_ENABLED": False,
                              "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False, "RETRY_ENABLED": False})
    process.crawl(Crawl)
    process.start()
