import json
import tempfile
import unittest
from pathlib import Path

from bench_parts.answers import Wrong, check, own_wall
from bench_parts.clients import CLIENTS, Task
from bench_parts.sites import LARGE_BYTES, SMALL_BYTES, Site, page_of

SITE = Site("http://127.0.0.1:1", lambda number: f"/{number % 2}", lambda number: f"Title {number % 2}")


class AnswersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.task = Task(SITE, requests=3, at_once=3, list=Path(folder.name) / "list", out=Path(folder.name) / "out")

    def check_lines(self, *lines):
        self.task.out.write_text("".join("\t".join(map(str, line)) + "\n" for line in lines))
        return check(CLIENTS["go-nethttp"], self.task, "", "")

    def test_each_url_once_in_any_order_with_status_and_title_is_right(self):
        lines = [(200, 9, SITE.url(2), "Title 0"), (200, 9, SITE.url(0), "Title 0"), (200, 9, SITE.url(1), " Title\u00a0 1")]
        self.assertEqual(3, self.check_lines(*lines))

    def test_anything_else_is_wrong(self):
        good = [(200, 9, SITE.url(i), SITE.title(i)) for i in range(3)]
        for name, lines in {
            "missing": good[:2],
            "double": [good[0], good[0], good[1]],
            "too many": [*good, (200, 9, SITE.url(3), "Title 1")],
            "another URL": [*good[:2], (200, 9, "http://127.0.0.1:1/1?n=2", "Title 0")],
            "status": [*good[:2], (404, 9, SITE.url(2), "Title 0")],
            "title": [*good[:2], (200, 9, SITE.url(2), "Title 1")],
            "no title": [*good[:2], (200, 9, SITE.url(2), "")],
        }.items():
            with self.subTest(name), self.assertRaises(Wrong):
                self.check_lines(*lines)

    def test_nothing_written_is_wrong(self):
        with self.assertRaises(Wrong):
            check(CLIENTS["simul"], self.task, "", "it failed")

    def test_records_of_simul_are_read(self):
        self.task.out.write_text("".join(json.dumps(record(i)) + "\n" for i in range(3)))
        self.assertEqual(3, check(CLIENTS["simul"], self.task, "", ""))

    def test_another_protocol_is_wrong(self):
        self.task.out.write_text("".join(json.dumps(record(i, protocol="h2")) + "\n" for i in range(3)))
        with self.assertRaises(Wrong):
            check(CLIENTS["simul"], self.task, "", "")

    def test_curl_has_no_titles(self):
        self.assertEqual(3, check(CLIENTS["curl"], self.task, "".join(f"200\t1.1\t{SITE.url(i)}\n" for i in range(3)), ""))

    def test_wrk_is_counted_unless_something_went_wrong(self):
        said = "  12345 requests in 5.00s, 9.99MB read\n"
        self.assertEqual(12345, check(CLIENTS["wrk"], self.task, said, ""))
        for wrong in ("", said + "  Non-2xx or 3xx responses: 1\n", said + "  Socket errors: connect 1, read 0, write 0, timeout 0\n"):
            with self.assertRaises(Wrong):
                check(CLIENTS["wrk"], self.task, wrong, "")

    def test_the_summary_says_how_long_it_took(self):
        self.assertEqual(0.305, own_wall("57 URLs in 0.305 s, 187 a second, 57 in flight at most\nthe loop was busy\n"))
        with self.assertRaises(Wrong):
            own_wall("57 URLs in 1 min 2 s\n")


def record(number, protocol="http/1.1"):
    return {"url": SITE.url(number), "status": 200, "title": SITE.title(number), "protocol": protocol}


class SitesTest(unittest.TestCase):
    def test_pages_have_the_size_that_is_wanted(self):
        for size in (SMALL_BYTES, LARGE_BYTES):
            self.assertEqual(size, len(page_of("A page", size)))


if __name__ == "__main__":
    unittest.main()
