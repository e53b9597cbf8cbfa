import unittest

from bench_parts.arithmetic import Spread, got_worse, noise, reached, spread


class ArithmeticTest(unittest.TestCase):
    def test_a_spread_has_the_median_the_ends_and_the_distance_of_the_quartiles(self):
        self.assertEqual(spread([5, 1, 4, 2, 3]), Spread(median=3, low=1, high=5, quartiles=2, rounds=5))

    def test_of_an_even_number_of_rounds_the_median_is_between_the_middle_two(self):
        self.assertEqual(spread([1.0, 2.0, 4.0, 8.0]).median, 3.0)

    def test_one_round_does_not_spread(self):
        self.assertEqual(spread([7]), Spread(median=7, low=7, high=7, quartiles=0, rounds=1))

    def test_noise_is_a_tenth_at_least(self):
        self.assertAlmostEqual(noise(steady(2.0), steady(5.0)), 0.2)

    def test_noise_is_twice_the_distance_of_the_quartiles_where_that_is_more_in_either_run(self):
        self.assertAlmostEqual(noise(steady(2.0, quartiles=0.3), steady(2.0)), 0.6)
        self.assertAlmostEqual(noise(steady(2.0), steady(2.0, quartiles=0.4)), 0.8)

    def test_what_is_within_noise_did_not_get_worse(self):
        self.assertFalse(got_worse(steady(1.0), steady(1.09)))
        self.assertTrue(got_worse(steady(1.0), steady(1.11)))
        self.assertFalse(got_worse(steady(1.0, quartiles=0.1), steady(1.19)))
        self.assertTrue(got_worse(steady(1.0, quartiles=0.1), steady(1.21)))

    def test_what_got_better_did_not_get_worse(self):
        self.assertFalse(got_worse(steady(1.0), steady(0.5)))
        self.assertFalse(got_worse(steady(1.0), steady(2.0), higher_is_better=True))

    def test_where_higher_is_better_lower_is_worse(self):
        self.assertTrue(got_worse(steady(1.0), steady(0.89), higher_is_better=True))
        self.assertFalse(got_worse(steady(1.0), steady(0.91), higher_is_better=True))

    def test_growth_may_be_negative(self):
        self.assertFalse(got_worse(steady(-2.0), steady(-1.9)))
        self.assertTrue(got_worse(steady(-2.0), steady(1.0)))

    def test_a_target_is_reached_on_its_line(self):
        self.assertTrue(reached(1.5, 1.5))
        self.assertFalse(reached(1.5, 1.51))
        self.assertTrue(reached(0.7, 0.7, higher_is_better=True))
        self.assertFalse(reached(0.7, 0.69, higher_is_better=True))


def steady(median, quartiles=0.0):
    return Spread(median, median, median, quartiles, rounds=5)


if __name__ == "__main__":
    unittest.main()
