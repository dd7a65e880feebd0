"""The conditions of hnte-2016 as variables of OpenFisca, the public engine for rules as code, over the same columns."""

import json
import sys
import time

import numpy as np
from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

YEAR = periods.period("2020")
Firm = entities.build_entity("firm", "firms", "", is_person=True)
MARKS = {"mark_tech": 8, "mark_core": 8, "mark_rules": 6, "mark_institution": 6, "mark_reward": 4, "mark_talent": 4}
GROWTH = (np.array([0.0, 0.05, 0.15, 0.25, 0.35]), np.array([0, 1, 3, 5, 7, 9]), np.array([0, 2, 4, 6, 8, 10]))
TRANSFERS = (np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([0, 1, 7, 13, 19, 25]), np.array([0, 6, 12, 18, 24, 30]))


def columns(path):
    with open(path, encoding="utf-8") as file:
        names = file.readline().rstrip("\n").split(",")
        cells = [line.rstrip("\n").split(",") for line in file]
    table = dict(zip(names, zip(*cells)))
    out = {}
    for name in names:
        if name == "registered_on":
            out[name] = np.array(table[name], dtype="datetime64[D]").astype(np.float64)
        elif name not in ("credit_code", "name", "town"):
            out[name] = np.array([float(cell) if cell else np.nan for cell in table[name]])
    return out


def variable(name, formula=None, kind=float):
    body = {"value_type": kind, "entity": Firm, "definition_period": periods.DateUnit.YEAR, "label": name}
    if formula:
        body["formula"] = lambda firms, period, parameters: formula(lambda other: firms(other, period))
    return type(name, (variables.Variable,), body)


def steps(value, table, end):
    return table[1 + end][np.searchsorted(table[0], value, side="right")]


def growth(f, name, end):
    one, two, three = (f(f"{name}_{year}") for year in (1, 2, 3))
    with np.errstate(all="ignore"):
        rate = 0.5 * (two / one + three / two) - 1
        rate = np.where(one == 0, three / two - 1, rate)
    rate = np.where((one < 0) | (two <= 0) | (rate == 0), -1.0, rate)
    return steps(rate, GROWTH, end)


def least(f):
    return np.where(f("revenue_3") <= 5e7, 0.05, np.where(f("revenue_3") <= 2e8, 0.04, 0.03))


def rights(f, end):
    kinds = [f("ip_class1") >= 1, f("ip_class2") >= 5, f("ip_class2") >= 3, f("ip_class2") >= 1]
    count = np.select(kinds, [[7, 5, 3, 1], [8, 6, 4, 2]][end], 0)
    way = 1 if end == 0 else np.where(f("ip_self_developed") == 1, 6, 3)
    way = np.where(f("rights") == 0, 0, way)
    marks = mark(f, "mark_tech", end) + mark(f, "mark_core", end)
    return np.minimum(30, marks + count + way + f("standards") * (1 + end))


def mark(f, name, end):
    value = f(name)
    return np.where(np.isnan(value), (0, MARKS[name])[end], value)


def formulas(on):
    oks = {
        "resident_ok": lambda f: f("resident") == 1,
        "age_ok": lambda f: on - f("registered_on") >= 365,
        "rights_ok": lambda f: f("rights") >= 1,
        "field_ok": lambda f: f("field") >= 1,
        "staff_ok": lambda f: f("tech_staff") / f("staff") >= 0.1,
        "ratio_ok": lambda f: f("rd") / f("sales") >= least(f),
        "domestic_ok": lambda f: f("rd_domestic") / f("rd") >= 0.6,
        "income_ok": lambda f: f("hightech_income") / f("total_income") >= 0.6,
        "incident_ok": lambda f: f("incident") == 0,
    }
    numbers = {
        "rd": lambda f: f("rd_1") + f("rd_2") + f("rd_3"),
        "sales": lambda f: f("revenue_1") + f("revenue_2") + f("revenue_3"),
        "rights": lambda f: f("ip_class1") + f("ip_class2"),
        "age_missing": lambda f: np.maximum(0, 365 - on + f("registered_on")),
        "rights_missing": lambda f: np.maximum(0, 1 - f("rights")),
        "staff_missing": lambda f: np.maximum(0, np.ceil(f("staff") * 0.1) - f("tech_staff")),
        "ratio_missing": lambda f: np.maximum(0, least(f) * f("sales") - f("rd")),
        "domestic_missing": lambda f: np.maximum(0, 0.6 * f("rd") - f("rd_domestic")),
        "income_missing": lambda f: np.maximum(0, 0.6 * f("total_income") - f("hightech_income")),
        "score_missing": lambda f: np.maximum(0, 71 - f("low")),
        "verdict": lambda f: np.where(
            np.logical_and.reduce([f(name) for name in oks]) & (f("high") > 70), np.where(f("low") > 70, 2, 1), 0
        ),
    }
    for end, name in enumerate(("low", "high")):
        numbers[f"property_{name}"] = lambda f, end=end: rights(f, end)
        numbers[f"transfer_{name}"] = lambda f, end=end: steps(f("transfers") / 3, TRANSFERS, end)
        numbers[f"management_{name}"] = lambda f, end=end: sum(mark(f, one, end) for one in list(MARKS)[2:])
        numbers[f"growth_{name}"] = lambda f, end=end: growth(f, "net_assets", end) + growth(f, "revenue", end)
        parts = [f"{part}_{name}" for part in ("property", "transfer", "management", "growth")]
        numbers[name] = lambda f, parts=parts: sum(f(part) for part in parts)
    return oks, numbers


def main():
    path, on, rounds = sys.argv[1], np.datetime64(sys.argv[2], "D").astype(np.float64), int(sys.argv[3])
    firms = columns(path)
    oks, numbers = formulas(on)
    system = taxbenefitsystems.TaxBenefitSystem([Firm])
    for name in firms:
        system.add_variable(variable(name))
    for name, formula in oks.items():
        system.add_variable(variable(name, formula, bool))
    for name, formula in numbers.items():
        system.add_variable(variable(name, formula))
    count = len(firms["y"])
    best = []
    for _ in range(rounds):
        simulation = simulations.SimulationBuilder().build_default_simulation(system, count=count)
        for name, values in firms.items():
            simulation.set_input(name, YEAR, values)
        before = time.process_time()
        for name in (*oks, *numbers):
            simulation.calculate(name, YEAR)
        best.append(time.process_time() - before)
        verdict = simulation.calculate("verdict", YEAR)
    counts = [int((verdict == one).sum()) for one in range(3)]
    print(json.dumps({"fail": counts[0], "possible": counts[1], "pass": counts[2], "rounds": best, "cpu": time.process_time()}))


main()
