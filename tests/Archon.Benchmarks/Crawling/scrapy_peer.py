"""scrapy_peer.py START OUT CONCURRENCY: a whole-site Scrapy crawl that saves title and text, one JSON line a page.

Its last line is JSON: pages, and the seconds from the opened spider to its end (process start not counted).
"""
import json
import sys
import time
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

START, OUT, CONCURRENCY = sys.argv[1], sys.argv[2], int(sys.argv[3])
RESULT = {"pages": 0, "seconds": 0.0}


class Docs(scrapy.Spider):
    name = "docs"
    start_urls = [START]
    allowed_domains = [urlsplit(START).hostname]
    links = LinkExtractor(deny=[r"\.(css|js|png|svg|ico|txt|xml)$"], allow=[r"^http://" + urlsplit(START).netloc.replace(".", r"\.")])

    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.out = open(OUT, "w", encoding="utf8")
        spider.started = time.monotonic()
        return spider

    def closed(self, reason):
        self.out.close()
        RESULT["seconds"] = time.monotonic() - self.started

    def parse(self, response):
        if not isinstance(response, scrapy.http.HtmlResponse):
            return
        RESULT["pages"] += 1
        text = " ".join(response.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall())
        self.out.write(json.dumps({"url": response.url, "title": response.css("title::text").get(), "text": text}) + "\n")
        for link in self.links.extract_links(response):
            yield scrapy.Request(link.url)


process = CrawlerProcess({
    "CONCURRENT_REQUESTS": CONCURRENCY,
    "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
    "ROBOTSTXT_OBEY": True,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": False,
    "DOWNLOAD_TIMEOUT": 60,
})
process.crawl(Docs)
process.start()
print(json.dumps(RESULT))
