"""Scrapy with first-in-first-out queues: without them a page first met on a longer path loses its links. Prints one line of JSON."""
import json
import sys
from urllib.parse import urldefrag

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse

HOME = sys.argv[1]
ORIGIN = HOME.rstrip("/")
AT_ONCE = 16
LAST_LEVEL = 3
counts = {"pages": 0, "met": {HOME}, "broken": set()}


class Site(scrapy.Spider):
    name = "site"

    def start_requests(self):
        yield self.ask(HOME, 1)

    def ask(self, url, level):
        return scrapy.Request(url, meta={"level": level, "link": url}, dont_filter=True, errback=self.failed)

    def failed(self, failure):
        counts["broken"].add(failure.request.meta["link"])

    def parse(self, response):
        link, level = response.meta["link"], response.meta["level"]
        if response.status >= 400:
            counts["broken"].add(link)
            return
        if not link.startswith(ORIGIN) or not isinstance(response, HtmlResponse):
            return
        counts["pages"] += 1
        raws = response.css("a::attr(href), area::attr(href), img::attr(src), iframe::attr(src)").getall()
        links = [self.address(response, raw) for raw in raws]
        if level == LAST_LEVEL:
            return
        for url in links:
            if url is not None and url not in counts["met"]:
                counts["met"].add(url)
                yield self.ask(url, level + 1)

    def address(self, response, raw):
        try:
            url = scrapy.Request(urldefrag(response.urljoin(raw.strip()))[0]).url
        except ValueError:
            return None
        return url if url.startswith(("http://", "https://")) else None


process = CrawlerProcess(
    {
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "RETRY_ENABLED": False,
        "COOKIES_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "REDIRECT_MAX_TIMES": 5,
        "CONCURRENT_REQUESTS": AT_ONCE,
        "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
        "DEPTH_PRIORITY": 1,
        "SCHEDULER_DISK_QUEUE": "scrapy.squeues.PickleFifoDiskQueue",
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "REQUEST_FINGERPRINTER_IMPLEMENTATION": "2.7",
    }
)
process.crawl(Site)
process.start()
print(json.dumps({"pages": counts["pages"], "links": len(counts["met"]) - 1, "broken": len(counts["broken"])}))
