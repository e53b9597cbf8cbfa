import dataclasses
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from bench_parts import results
from bench_parts.clients import AIOHTTP
from bench_parts.measures import cpu_over, memory_growth, rate_over, steady_cpu_over
from bench_parts.report import page, scenario_in_markdown, targets_in_markdown, verdict
from bench_parts.runs import MEBIBYTE, Round, Run, share_of_others
from bench_parts.scenarios import CPU_RATIO, SCENARIOS

MACHINE = {"CPU": "a fast one", "cores": "2"}


class MeasuresTest(unittest.TestCase):
    def test_a_ratio_is_taken_within_each_round(self):
        slow_machine = Round([run("simul", cpu=4), run("wrk", cpu=2)])
        fast_machine = Round([run("simul", cpu=3), run("wrk", cpu=1)])
        figure = results.over_rounds([slow_machine, fast_machine], cpu_over("wrk", ("wrk",)).of)
        self.assertEqual((figure.low, figure.median, figure.high), (2.0, 2.5, 3.0))

    def test_cpu_time_is_by_request_where_peers_have_fewer(self):
        one = Round([run("simul", cpu=2, requests=200), run("aiohttp", cpu=1, requests=10)])
        self.assertAlmostEqual(cpu_over("aiohttp", ("aiohttp",)).of(one), 0.1)

    def test_the_best_peer_has_least_cpu_time_or_most_requests_a_second(self):
        one = Round([run("simul", cpu=1, wall=1), run("aiohttp", cpu=4, wall=2), run("aiohttp-best", cpu=2, wall=4)])
        self.assertAlmostEqual(cpu_over("the best", AIOHTTP).of(one), 0.5)
        self.assertAlmostEqual(rate_over("the best", AIOHTTP).of(one), 2.0)

    def test_a_peer_that_was_wrong_in_one_round_is_left_out_of_that(self):
        with_both = Round([run("simul", cpu=1), run("wrk", cpu=2)])
        without = Round([run("simul", cpu=1)])
        self.assertEqual(results.over_rounds([without, with_both], cpu_over("wrk", ("wrk",)).of).rounds, 1)
        self.assertIsNone(results.over_rounds([without], cpu_over("wrk", ("wrk",)).of))

    def test_steady_cpu_time_is_what_more_requests_cost(self):
        start_and_connecting = 5
        one = Round([run("simul", "few, short", cpu=1 + 10, requests=10), run("simul", "few, long", cpu=1 + 30, requests=30),
                     run("simul", "many, short", cpu=start_and_connecting + 20, requests=10),
                     run("simul", "many, long", cpu=start_and_connecting + 60, requests=30)])
        measure = steady_cpu_over("that at few", ("many, short", "many, long"), ("few, short", "few, long"))
        self.assertAlmostEqual(measure.of(one), 2.0)

    def test_where_more_requests_cost_no_more_there_is_no_figure(self):
        one = Round([run("simul", "short", cpu=3, requests=10), run("simul", "long", cpu=3, requests=30)])
        self.assertIsNone(results.over_rounds([one], steady_cpu_over("itself", ("short", "long"), ("short", "long")).of))

    def test_growth_is_in_mebibytes(self):
        one = Round([run("simul", "short", memory=80 * MEBIBYTE), run("simul", "long", memory=110 * MEBIBYTE)])
        self.assertAlmostEqual(memory_growth("short", "long").of(one), 30)


class TargetsTest(unittest.TestCase):
    def test_the_targets_are_those_that_were_agreed_on(self):
        targets = {(name, m.name): (m.must, m.aim) for name, s in SCENARIOS.items() for m in s.measures if (m.must, m.aim) != (None, None)}
        self.assertEqual(targets, {
            ("small-1m", "CPU a request ÷ wrk"): (1.5, 1.15),
            ("small-1m", "requests a second ÷ wrk"): (0.7, None),
            ("small-1m", "CPU a request ÷ go-fasthttp"): (None, 1.0),
            ("small-200k", "CPU a request ÷ wrk"): (2.0, 1.4),
            ("small-200k", "CPU a request ÷ go-nethttp"): (0.6, None),
            ("small-200k", "CPU a request ÷ the best Java client"): (0.25, None),
            ("small-200k", "CPU a request ÷ aiohttp with lxml"): (0.1, None),
            ("small-200k", "CPU a request ÷ go-fasthttp"): (None, 1.0),
            ("small-20k", "CPU a request ÷ the best aiohttp"): (0.35, 0.15),
            ("pages-100k", "CPU a request ÷ wrk"): (3.0, None),
            ("pages-100k", "CPU a request ÷ go-fasthttp"): (None, 1.0),
            ("pages-20k", "CPU a request ÷ the best aiohttp"): (0.7, 0.3),
            ("pages-20k", "CPU a request ÷ the best Java client"): (0.15, None),
            ("wait-57", "wall time ÷ the best aiohttp"): (1.0, None),
            ("wait-57", "the crawl, by its own summary, ÷ 300 ms"): (1.03, None),
            ("wait-57", "wall time ÷ 300 ms"): (None, 1.4),
            ("wait-10k", "wall time ÷ 500 ms"): (2.0, 1.5),
            ("connections-10k", "wall time ÷ 1000 ms"): (2.4, None),
            ("connections-10k", "memory ÷ aiohttp"): (1.0, None),
            ("connections-10k", "wall time ÷ go-fasthttp"): (None, 1.0),
            ("connections-10k", "memory ÷ go-fasthttp"): (None, 1.0),
            ("start", "wall time ÷ the best aiohttp"): (1.0, None),
            ("start", "wall time"): (None, 150),
            ("help", "wall time"): (None, 100),
            ("memory", "memory, 1,000,000 URLs"): (140, 80),
            ("memory", "memory, growth"): (30, None),
            ("open", "steady CPU a request ÷ that at 100"): (1.3, None),
        })

    def test_a_verdict_says_what_is_met_and_what_is_missed(self):
        measure = cpu_over("wrk", ("wrk",), must=1.5, aim=1.15)
        self.assertEqual(verdict(measure, 1.1), "must met, aim met")
        self.assertEqual(verdict(measure, 1.3), "must met, aim **missed**")
        self.assertEqual(verdict(measure, 1.6), "must **missed**, aim **missed**")
        self.assertEqual(verdict(rate_over("wrk", ("wrk",), must=0.7), 0.6), "must **missed**")
        self.assertEqual(verdict(cpu_over("curl", ("curl",)), 9), "")

    def test_a_scenario_can_give_all_its_measures(self):
        for scenario in SCENARIOS.values():
            runs = [run(client, job.label, cpu=job.requests, requests=job.requests, own_wall=1.0)
                    for job in scenario.jobs for client in scenario.clients]
            for measure in scenario.measures:
                self.assertGreaterEqual(measure.of(Round(runs)), 0, (scenario.name, measure.name))

    def test_a_quick_look_asks_for_a_tenth_but_not_for_too_little(self):
        job = SCENARIOS["small-200k"].jobs[0]
        self.assertEqual(job.requests_of("simul", quick=False), 200_000)
        self.assertEqual(job.requests_of("simul", quick=True), 20_000)
        self.assertEqual(job.requests_of("scrapy", quick=True), 2000)
        self.assertEqual(SCENARIOS["start"].jobs[0].requests_of("simul", quick=True), 1)


class ResultsTest(unittest.TestCase):
    scenario = SCENARIOS["small-1m"]

    def result(self, *cpu_of_simul):
        rounds = [Round([run("simul", cpu=cpu), run("wrk", cpu=2), run("go-fasthttp", cpu=4)]) for cpu in cpu_of_simul]
        return results.result_of(self.scenario, rounds, {"go-nethttp": "one URL without a record\nand more"}, "2026-01-02", MACHINE)

    def test_tables_have_medians_with_their_range(self):
        text = scenario_in_markdown("small-1m", self.result(2, 3, 4))
        self.assertIn("| simul | 100 | 100 | 30,000.0 (20,000.0–40,000.0) | 1.00 |", text)
        self.assertIn("| wrk | 100 | 100 | 20,000.0 | 0.67 (0.50–1.00) |", text)
        self.assertIn("Not counted in some round: go-nethttp, one URL without a record\n", text)

    def test_targets_are_shown_with_their_figure(self):
        text = targets_in_markdown({"small-1m": self.result(2, 3, 4)})
        self.assertIn("| small-1m | CPU a request ÷ wrk | ≤ 1.5 | ≤ 1.15 | 1.50 (1.00–2.00) × | must met, aim **missed** |", text)
        self.assertIn("| small-1m | requests a second ÷ wrk | ≥ 0.7 |  | 1.00 × | must met |", text)

    def test_the_page_says_where_and_when(self):
        self.assertIn("- 2026-01-02, rounds: 3; CPU a fast one; cores 2 (all)\n", page({"small-1m": self.result(2, 3, 4)}))

    def test_a_machine_that_was_not_quiet_is_told(self):
        rounds = [Round([run("simul", wall=10, others_cpu=1), run("wrk", wall=10, others_cpu=0)])]
        self.assertAlmostEqual(share_of_others(rounds, cores=1), 0.05)
        quiet = results.result_of(self.scenario, rounds, {}, "2026-01-02", {"cores": "1"})
        self.assertIn("\nOther work took 5% of the machine meanwhile.\n", scenario_in_markdown("small-1m", quiet))
        busy = results.result_of(self.scenario, [Round([run("simul", wall=10, others_cpu=8)])], {}, "2026-01-02", {"cores": "2"})
        self.assertIn("**Other work took 40% of the machine meanwhile: it was not quiet", scenario_in_markdown("small-1m", busy))

    def test_what_is_kept_of_other_scenarios_stays(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(results, "FILE", Path(folder) / "ratios.json"):
            self.assertEqual(results.load(), {})
            first = {**self.result(2), "rounds": 1}
            results.keep({"small-1m": first, "pages-100k": first})
            both = results.keep({"small-1m": self.result(3, 3)})
            self.assertEqual([(name, result["rounds"]) for name, result in both.items()], [("small-1m", 2), ("pages-100k", 1)])
            self.assertEqual(results.load(), both)

    def test_comparing_names_what_got_worse(self):
        compared = list(results.compare(self.scenario, self.result(2, 2, 2), self.result(3, 3, 3)))
        self.assertEqual([worse for worse, _ in compared], [True, False, True])
        self.assertEqual(compared[0][1], "WORSE small-1m: CPU a request ÷ wrk: 1.5 ×, kept 1, noise 0.1")
        self.assertFalse(any(worse for worse, _ in results.compare(self.scenario, self.result(2), self.result(2.1))))

    def test_another_kind_of_machine_is_noticed(self):
        kept = {"machine": {"CPU": "a", "cores": "2", "JDK": "25", "simul": "1"}}
        self.assertTrue(results.same_kind_of_machine(kept, {"machine": {**kept["machine"], "simul": "2"}}))
        self.assertFalse(results.same_kind_of_machine(kept, {"machine": {**kept["machine"], "cores": "4"}}))

    def test_a_ratio_of_a_table_is_by_simul_in_the_same_round(self):
        rounds = [Round([run("simul", cpu=1), run("wrk", cpu=2)]), Round([run("simul", cpu=10), run("wrk", cpu=40)])]
        self.assertEqual(results.cell(rounds, self.scenario, CPU_RATIO, "wrk", "").median, 3.0)


def run(client, label="", cpu=1.0, wall=1.0, requests=100, memory=1, **more):
    return dataclasses.replace(Run(client, label, requests, wall, cpu, memory, server_cpu=0.1, others_cpu=0.0, body_bytes=1000, waiting=1), **more)


if __name__ == "__main__":
    unittest.main()
