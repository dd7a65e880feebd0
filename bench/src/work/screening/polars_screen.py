"""The conditions of hnte-2016 in floating point as polars expressions over a frame in memory, on one thread."""

import datetime
import json
import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "1"
import polars as pl  # noqa: E402

c = pl.col
MARKS = {"mark_tech": 8, "mark_core": 8, "mark_rules": 6, "mark_institution": 6, "mark_reward": 4, "mark_talent": 4}


def steps(value, table, otherwise):
    chain = pl.when(value >= table[0][0]).then(table[0][1])
    for least, points in table[1:]:
        chain = chain.when(value >= least).then(points)
    return chain.otherwise(otherwise)


def growth(name, end):
    one, two, three = (c(f"{name}_{year}") for year in (1, 2, 3))
    rate = 0.5 * (two / one + three / two) - 1
    rate = pl.when((one < 0) | (two <= 0)).then(-1.0).when(one == 0).then(three / two - 1).otherwise(rate)
    table = [(0.35, (9, 10)), (0.25, (7, 8)), (0.15, (5, 6)), (0.05, (3, 4))]
    points = steps(rate, [(least, pair[end]) for least, pair in table], pl.when(rate > 0).then(1 + end).otherwise(0))
    return points


def plan(on):
    rights = c("ip_class1") + c("ip_class2")
    rd = c("rd_1") + c("rd_2") + c("rd_3")
    sales = c("revenue_1") + c("revenue_2") + c("revenue_3")
    least = pl.when(c("revenue_3") <= 5e7).then(0.05).when(c("revenue_3") <= 2e8).then(0.04).otherwise(0.03)
    age = (pl.lit(on) - c("registered_on")).dt.total_days()
    oks = {
        "resident": c("resident") == 1,
        "age": age >= 365,
        "rights": rights >= 1,
        "field": c("field").is_not_null(),
        "staff": c("tech_staff") / c("staff") >= 0.1,
        "ratio": rd / sales >= least,
        "domestic": c("rd_domestic") / rd >= 0.6,
        "income": c("hightech_income") / c("total_income") >= 0.6,
        "incident": c("incident") == 0,
    }
    shortfalls = {
        "age_missing": (365 - age).clip(0),
        "rights_missing": (1 - rights).clip(0),
        "staff_missing": ((c("staff") * 0.1).ceil() - c("tech_staff")).clip(0),
        "ratio_missing": (least * sales - rd).clip(0),
        "domestic_missing": (0.6 * rd - c("rd_domestic")).clip(0),
        "income_missing": (0.6 * c("total_income") - c("hightech_income")).clip(0),
    }
    parts = {}
    for end, name in enumerate(("low", "high")):
        mark = {m: c(m).fill_null((0, most)[end]) for m, most in MARKS.items()}
        count = pl.when(c("ip_class1") >= 1).then((7, 8)[end]).otherwise(
            steps(c("ip_class2"), [(5, (5, 6)[end]), (3, (3, 4)[end]), (1, (1, 2)[end])], 0)
        )
        way = pl.when(rights == 0).then(0).otherwise(1 if end == 0 else pl.when(c("ip_self_developed") == 1).then(6).otherwise(3))
        norm = c("standards") * (1 + end)
        transfers = [(5, (25, 30)), (4, (19, 24)), (3, (13, 18)), (2, (7, 12)), (1, (1, 6))]
        parts[f"ip_{name}"] = (mark["mark_tech"] + mark["mark_core"] + count + way + norm).clip(None, 30)
        parts[f"transfer_{name}"] = steps(c("transfers") / 3, [(n, pair[end]) for n, pair in transfers], 0)
        parts[f"management_{name}"] = mark["mark_rules"] + mark["mark_institution"] + mark["mark_reward"] + mark["mark_talent"]
        parts[f"growth_{name}"] = growth("net_assets", end) + growth("revenue", end)
    low, high = (sum(c(f"{part}_{end}") for part in ("ip", "transfer", "management", "growth")) for end in ("low", "high"))
    failed = ~pl.all_horizontal([c(f"{name}_ok") for name in oks]) | (c("high") < 71)
    verdict = pl.when(failed).then(0).when(c("low") >= 71).then(2).otherwise(1)
    return [
        [expression.alias(f"{name}_ok") for name, expression in oks.items()]
        + [expression.alias(name) for name, expression in (shortfalls | parts).items()],
        [low.alias("low"), high.alias("high")],
        [verdict.alias("verdict"), (71 - c("low")).clip(0).alias("score_missing")],
    ]


def main():
    path, on, rounds = sys.argv[1], datetime.date.fromisoformat(sys.argv[2]), int(sys.argv[3])
    frame = pl.read_csv(path, try_parse_dates=True, infer_schema_length=10000)
    best = []
    for _ in range(rounds):
        before = time.process_time()
        lazy = frame.lazy()
        for step in plan(on):
            lazy = lazy.with_columns(step)
        verdict = lazy.collect()["verdict"]
        best.append(time.process_time() - before)
    counts = [int((verdict == one).sum()) for one in range(3)]
    print(json.dumps({"fail": counts[0], "possible": counts[1], "pass": counts[2], "rounds": best, "cpu": time.process_time()}))


main()
