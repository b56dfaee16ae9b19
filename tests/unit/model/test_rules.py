"""What people are and decide, against the formulas of docs/model.md with numbers put in."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest
from odd_world import NURSES, W

from recsim.model import employment, harm, rules
from recsim.model.rules import CONTENT, SEEKING, UNEMPLOYED
from recsim.scenario.shape import scenario_shape

STATUSES = (CONTENT, SEEKING, UNEMPLOYED)


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


@pytest.mark.parametrize("mood", [-2.0, 0.0, 1.3])
def test_satisfaction_is_logit_normal_around_its_median(mood: float) -> None:
    assert rules.satisfaction(W, mood) == pytest.approx(logistic(log(0.7 / 0.3) + 0.9 * mood))


def test_a_mood_is_the_match_with_the_job_and_what_passes() -> None:
    assert rules.first_mood(W, -0.5, 0.5) == pytest.approx(0.6 * -0.5)
    assert rules.first_mood(W, 1.0, 0.975) == pytest.approx(0.6 + 0.8 * 1.959963984540054)


def test_what_passes_keeps_its_share_and_the_rest_is_fresh() -> None:
    assert rules.moved_mood(W, 1.5, 0.0, 0.5) == pytest.approx(0.8 * 1.5)
    held, fresh = 0.6 * 0.5, 0.8 * 0.6 * 1.959963984540054
    wanted = held + 0.8 * (1.5 - held) + fresh
    assert rules.moved_mood(W, 1.5, 0.5, 0.975) == pytest.approx(wanted)
    assert (
        rules.moved_mood(
            W.unchecked(satisfaction=W.satisfaction.unchecked(persistence=1.0)), 1.5, 0.5, 0.9
        )
        == 1.5
    )


@pytest.mark.parametrize("own", [-1.0, 0.0, 2.0])
def test_who_needs_more_moves_less(own: float) -> None:
    moves = employment.mobility(W, own)
    assert moves == pytest.approx(exp(-0.6 * own - 0.18))
    assert employment.loss_rate(NURSES, moves) == pytest.approx(0.0012 * moves)
    for status, rate in ((CONTENT, 0.001), (SEEKING, 0.005)):
        found = employment.find_rate(NURSES, moves, status)
        assert found == pytest.approx(rate * 1.3 * moves)
    assert employment.find_rate(NURSES, moves, UNEMPLOYED) == pytest.approx(0.013)


@pytest.mark.parametrize(
    ("belief", "excess"), [(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (0.3, 0.125), (0.6, 0.5), (1, 1)]
)
def test_belief_counts_from_the_baseline_to_full_belief(belief: float, excess: float) -> None:
    assert rules.belief_excess(W, belief) == pytest.approx(excess, abs=1e-15)
    assert rules.belief_excess(W.unchecked(belief=W.belief.unchecked(baseline=1.0)), belief) == 0.0
    assert rules.share_due_to_seed(W, belief) == pytest.approx(4 * excess / (1 + 4 * excess))
    for warmth in (0.0, 0.5, 1.0):
        wanted = 0.004 * excess * (1 + 0.7 * warmth)
        assert rules.return_rate(W, belief, warmth) == pytest.approx(wanted)
    for satisfied in (0.2, 0.6, 0.9):
        wanted = 0.002 * 1.7 * exp(-2.5 * (satisfied - 0.6)) * (1 + 4 * excess)
        assert rules.search_rate(W, NURSES, satisfied, belief, 0.7) == pytest.approx(0.7 * wanted)


def test_the_stationary_state_balances_what_comes_with_what_goes() -> None:
    # A day: loss 0.002 × 0.6; finding 0.01 × 1.3 without a job, 0.005 × 1.3 for seekers.
    lost = 0.0012 * 1.5
    assert employment.unemployed_share(NURSES, 1.5) == pytest.approx(lost / (lost + 0.013))
    for satisfied in (0.1, 0.6, 1.0):
        start = 0.002 * 1.7 * exp(-2.5 * (satisfied - 0.6)) * 1.5
        away = 1 / 80 + 1.5 * (0.0065 + 0.0012)
        seeking = employment.seeking_share(W, NURSES, satisfied, 1.5)
        assert seeking == pytest.approx(start / (start + away))
        leaving = 1.5 * (0.0012 + (1 - seeking) * 0.0013 + seeking * 0.0065)
        assert employment.leaving_rate(W, NURSES, satisfied, 1.5) == pytest.approx(leaving)


def test_a_job_ends_at_the_mean_rate_over_passing_moods() -> None:
    apart = 0.8 * sqrt(3)
    moods = ((0.6 * 0.5 - apart, 1), (0.6 * 0.5, 4), (0.6 * 0.5 + apart, 1))
    wanted = sum(
        share * employment.leaving_rate(W, NURSES, rules.satisfaction(W, mood), 1.5)
        for mood, share in moods
    )
    assert employment.ending_rate(W, NURSES, 0.5, 1.5) == pytest.approx(wanted / 6)


def test_nobody_is_out_of_work_or_searches_where_nothing_makes_them() -> None:
    still = NURSES.unchecked(loss_rate=0.0, find_rates=(0.0, 0.0, 0.0))
    assert employment.unemployed_share(still, 1.0) == 0.0
    assert employment.unemployed_share(still.unchecked(loss_rate=0.1), 1.0) == 1.0
    assert employment.seeking_share(W.unchecked(search_rate=0.0), NURSES, 0.5, 1.0) == 0.0
    nobody_leaves = W.unchecked(search_rate=0.0, give_up_rate=0.0)
    assert employment.seeking_share(nobody_leaves, still, 0.5, 1.0) == 0.0


def test_the_first_status_takes_up_its_shares_of_the_draws() -> None:
    satisfied = 0.3
    unemployed = employment.unemployed_share(NURSES, 1.0)
    searching = (1 - unemployed) * employment.seeking_share(W, NURSES, satisfied, 1.0)
    shares = dict.fromkeys(STATUSES, 0)
    draws = [(n + 0.5) / 4000 for n in range(4000)]
    for u in draws:
        shares[employment.first_status(W, NURSES, satisfied, 1.0, u)] += 1
    assert shares[UNEMPLOYED] / 4000 == pytest.approx(unemployed, abs=1 / 4000)
    assert shares[SEEKING] / 4000 == pytest.approx(searching, abs=1 / 4000)
    first = employment.first_status
    assert first(W, NURSES, satisfied, 1.0, unemployed) == SEEKING  # draws begin at 0
    assert first(W, NURSES, satisfied, 1.0, unemployed + searching) == CONTENT


@pytest.mark.parametrize("own", [-1.0, 0.0, 2.0])
def test_touchiness_has_mean_one(own: float) -> None:
    assert rules.touchiness(W, own) == pytest.approx(exp(0.7 * own - 0.245))


def test_the_gain_that_is_needed_grows_with_satisfaction_and_falls_without_a_job() -> None:
    for status, shift in zip(STATUSES, (0.0, -0.07, -0.16), strict=True):
        assert rules.reservation_gain(W, 0.6, 0.0, status) == pytest.approx(0.12 + shift)
        wanted = 0.12 + 0.35 * 0.3 + 0.05 * 2 + shift
        assert rules.reservation_gain(W, 0.9, 2.0, status) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("status", "belief", "share"),
    [
        (UNEMPLOYED, 0.2, 1.0),
        (UNEMPLOYED, 0.9, 1.0),
        (SEEKING, 0.2, 0.55),
        (SEEKING, 0.9, 0.9),
        (CONTENT, 0.2, 0.2),
        (CONTENT, 0.9, 0.9),
    ],
)
def test_who_needs_a_job_believes_more_of_the_gain(
    status: int, belief: float, share: float
) -> None:
    assert rules.believed_gain(W, 0.4, belief, status) == pytest.approx(share * 0.4)


def test_openness_is_dissatisfaction_and_one_more_for_whoever_searches() -> None:
    assert rules.openness(0.7, CONTENT) == pytest.approx(0.3)
    assert rules.openness(0.7, SEEKING) == rules.openness(0.7, UNEMPLOYED) == pytest.approx(1.3)


def test_an_opening_is_withdrawn_or_filled_by_others_whichever_comes_first() -> None:
    w = W.unchecked(
        demand=W.demand.unchecked(open_days=100.0), open_time_random=False, competitor_rate=0.02
    )
    soon, late = 0.9, 0.01  # draws: -log(0.9) / 0.02 = 5.3 days, -log(0.01) / 0.02 = 230 days
    assert rules.days_until_unfilled(w, True, 0.5, soon) == (pytest.approx(-log(soon) * 50), True)
    assert rules.days_until_unfilled(w, True, 0.5, late) == (100.0, False)
    assert rules.days_until_unfilled(w, False, 0.5, soon) == (100.0, False)
    random = w.unchecked(open_time_random=True, competitor_rate=0.0)
    wanted = (pytest.approx(-log(0.3) * 100), False)
    assert rules.days_until_unfilled(random, True, 0.3, soon) == wanted


def test_tenure_is_counted_in_bands_up_to_a_working_life() -> None:
    assert employment.tenure_years(-730.0, 365.0) == 3.0
    assert employment.tenure_years(-1e9, 0.0) == 45.0
    years = (1.0, 1.1, 3.0, 3.1, 5.0, 5.1, 9.9, 10.0)
    bands = [employment.census_detail(CONTENT, one) for one in years]
    assert bands == [0, 1, 1, 2, 2, 3, 3, 4]
    assert employment.census_detail(SEEKING, 0.5) == 5
    assert employment.census_detail(UNEMPLOYED, 0.0) == 10


def test_interest_is_even_where_the_believed_gain_is_the_needed_one() -> None:
    assert rules.interest_chance(W, 0.3, 0.3, False) == 0.5
    assert rules.interest_chance(W, 0.48, 0.3, False) == pytest.approx(logistic(2))
    assert rules.interest_chance(W, 0.3, 0.48, False) == pytest.approx(logistic(-2))


def test_a_talk_persuades_more_than_a_letter() -> None:
    assert rules.interest_chance(W, 0.3, 0.345, True) == 0.5
    assert rules.interest_chance(W, 0.345, 0.3, True) == pytest.approx(logistic(1))


def test_seeds_and_respect_close_part_of_a_gap_in_proportion_to_care() -> None:
    assert rules.belief_after(0.4, 0.3, 0.5) == pytest.approx(0.4 + 0.3 * 0.5 * 0.6)
    assert harm.familiarity_after_contact(W, 0.4, 0.5) == pytest.approx(0.4 + 0.15 * 0.5 * 0.6)
    assert rules.warmth_after_decline(W, 0.4, 0.5) == pytest.approx(0.4 + 0.25 * 0.5 * 0.6)
    assert harm.familiarity_after_harm(W, 0.4) == pytest.approx(0.26)


def test_fit_interviews_offers_and_early_exits() -> None:
    assert rules.fit(W, 2.0, -0.5) == pytest.approx(0.65 * 2 - 0.85 / 2)
    assert rules.interview_chance(W, 2.0) == pytest.approx(logistic(-1.3 + 1.8))
    assert rules.accept_chance(W, 0.5, 0.3) == pytest.approx(logistic(1.8 + 1.4))
    assert rules.early_exit_rate(W, 2.0) == pytest.approx(0.001 * exp(-0.9))


@pytest.mark.parametrize("newest_first", [1.0, 3.0, 4.0, 8.0])
@pytest.mark.parametrize("number", [0, 20_000, 65_535])
def test_looks_fall_on_a_power_of_their_draw(newest_first: float, number: int) -> None:
    w = W.unchecked(board=W.board.unchecked(newest_first=newest_first))
    wanted = ((number + 0.5) / 65_536) ** newest_first
    assert rules.age_of_look(w, number) == pytest.approx(wanted)


def test_visits_to_a_board_share_no_draws() -> None:
    """Each visit has so many draws for itself, as many as the most looks there can be."""
    strategy = scenario_shape().fields["strategies"].item
    assert strategy is not None
    assert strategy.fields["buffet_size"].limits.high <= rules.MOST_WORDS


def test_who_finds_nobody_goes_on_unless_there_is_nobody_to_read_about() -> None:
    assert (rules.REST_AFTER_NOBODY_TO_READ, rules.REST_AFTER_EMPTY_SEARCH) == (1.0, 0.05)
    assert rules.LONGEST_EARLY_EXIT == 365.0
    assert (rules.DRAWS_PER_PROFILE, rules.OPENNESS_NOISE) == (4, 0.5)
