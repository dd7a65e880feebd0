"""Checks the workbook argv[1] with fastexcel and polars: every column is read as its kind, and what is none is counted.

argv[2] names the kinds of the columns: string, float, date, count, code, option. Imports are not timed.
"""

import json
import resource
import sys
import time

import fastexcel
import polars

OPTIONS = ["企业自有资金", "财政补助", "银行贷款", "其他"]
CODE = "^[0-9A-HJ-NPQRTUWXY]{18}$"

path, kinds = sys.argv[1], sys.argv[2].split(",")
DTYPES = {"float": "float", "count": "float", "date": "date"}
dtypes = {at: DTYPES.get(kind, "string") for at, kind in enumerate(kinds)}


def wrong(name, kind):
    column = polars.col(name)
    if kind == "code":
        return (~column.str.contains(CODE)).sum()
    if kind == "option":
        return (~column.is_in(OPTIONS)).sum()
    if kind == "count":
        return (column.is_null() | (column % 1 != 0)).sum()
    return column.is_null().sum()


begun = time.process_time()
frame = fastexcel.read_excel(path).load_sheet(0, dtypes=dtypes).to_polars()
checks = [wrong(name, kind) for name, kind in zip(frame.columns, kinds)]
count = sum(frame.select(checks).row(0))
cpu = time.process_time() - begun

peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print(json.dumps({"cpu": cpu, "peak": peak, "count": count}))
