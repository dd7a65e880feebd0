"""The conditions of hnte-2016 in floating point, over columns: what a careful analyst would write with numpy."""

import json
import sys
import time

import numpy as np

NEEDED = 71


def columns(path):
    """The file as columns of floats, empty cells as NaN."""
    with open(path, encoding="utf-8") as file:
        names = file.readline().rstrip("\n").split(",")
        cells = [line.rstrip("\n").split(",") for line in file]
    table = dict(zip(names, zip(*cells)))
    out = {"credit_code": table["credit_code"]}
    for name in names:
        if name in ("credit_code", "name", "town"):
            continue
        if name == "registered_on":
            days = np.array(table[name], dtype="datetime64[D]")
            out[name] = days.astype(np.float64)
        else:
            out[name] = np.array([float(cell) if cell else np.nan for cell in table[name]])
    return out


def grade(value, steps):
    """Points low and high by the first step that the value reaches."""
    index = np.searchsorted(steps[0], value, side="right")
    return steps[1][index], steps[2][index]


GROWTH = (np.array([0.0, 0.05, 0.15, 0.25, 0.35]), np.array([0, 1, 3, 5, 7, 9]), np.array([0, 2, 4, 6, 8, 10]))
TRANSFERS = (np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([0, 1, 7, 13, 19, 25]), np.array([0, 6, 12, 18, 24, 30]))


def growth(first, second, third):
    with np.errstate(all="ignore"):
        rate = 0.5 * (second / first + third / second) - 1
        rate = np.where(first == 0, third / second - 1, rate)
        rate = np.where((first < 0) | (second <= 0), 0.0, rate)
    rate = np.where(rate == 0, -1.0, rate)
    return grade(rate, GROWTH)


def screen(f, on):
    """Verdict, shortfall of each condition, and the range of the score."""
    with np.errstate(all="ignore"):
        age = on - f["registered_on"]
        rd = f["rd_1"] + f["rd_2"] + f["rd_3"]
        sales = f["revenue_1"] + f["revenue_2"] + f["revenue_3"]
        last = f["revenue_3"]
        least = np.where(last <= 5e7, 0.05, np.where(last <= 2e8, 0.04, 0.03))
        rights = f["ip_class1"] + f["ip_class2"]
        clauses = [
            (f["resident"] == 1, 1 - f["resident"]),
            (age >= 365, np.maximum(0, 365 - age)),
            (rights >= 1, np.maximum(0, 1 - rights)),
            (f["field"] >= 1, np.zeros_like(age)),
            (f["tech_staff"] / f["staff"] >= 0.1, np.maximum(0, np.ceil(f["staff"] * 0.1) - f["tech_staff"])),
            (rd / sales >= least, np.maximum(0, least * sales - rd)),
            (f["rd_domestic"] / rd >= 0.6, np.maximum(0, 0.6 * rd - f["rd_domestic"])),
            (
                f["hightech_income"] / f["total_income"] >= 0.6,
                np.maximum(0, 0.6 * f["total_income"] - f["hightech_income"]),
            ),
        ]
        marks = {}
        for name, most in (
            ("mark_tech", 8),
            ("mark_core", 8),
            ("mark_rules", 6),
            ("mark_institution", 6),
            ("mark_reward", 4),
            ("mark_talent", 4),
        ):
            empty = np.isnan(f[name])
            marks[name] = np.where(empty, 0, f[name]), np.where(empty, most, f[name])
        one, two = f["ip_class1"], f["ip_class2"]
        kinds = [one >= 1, two >= 5, two >= 3, two >= 1]
        count = np.select(kinds, [7, 5, 3, 1], 0), np.select(kinds, [8, 6, 4, 2], 0)
        way = np.where(rights == 0, 0, 1), np.where(rights == 0, 0, np.where(f["ip_self_developed"] == 1, 6, 3))
        norm = np.where(f["standards"] == 1, 1, 0), np.where(f["standards"] == 1, 2, 0)
        transfer = grade(f["transfers"] / 3, TRANSFERS)
        assets = growth(f["net_assets_1"], f["net_assets_2"], f["net_assets_3"])
        revenue = growth(f["revenue_1"], f["revenue_2"], f["revenue_3"])
        parts = []
        for end in (0, 1):
            property_ = np.minimum(30, marks["mark_tech"][end] + marks["mark_core"][end] + count[end] + way[end] + norm[end])
            management = (
                marks["mark_rules"][end]
                + marks["mark_institution"][end]
                + marks["mark_reward"][end]
                + marks["mark_talent"][end]
            )
            parts.append((property_, transfer[end], management, assets[end] + revenue[end]))
        low, high = (sum(part) for part in parts)
        failed = np.logical_or.reduce([~ok for ok, _ in clauses]) | (high < NEEDED) | (f["incident"] == 1)
        score = np.where(high < NEEDED, 0, np.where(low >= NEEDED, 2, 1))
        verdict = np.where(failed, 0, np.where(score == 1, 1, 2))
        return verdict, clauses, score, np.maximum(0, NEEDED - low), low, high, parts


def main():
    path, on, rounds = sys.argv[1], np.datetime64(sys.argv[2], "D").astype(np.float64), int(sys.argv[3])
    firms = columns(path)
    best = []
    for _ in range(rounds):
        before = time.process_time()
        verdict = screen(firms, on)[0]
        best.append(time.process_time() - before)
    counts = [int((verdict == one).sum()) for one in range(3)]
    print(json.dumps({"fail": counts[0], "possible": counts[1], "pass": counts[2], "rounds": best, "cpu": time.process_time()}))


main()
