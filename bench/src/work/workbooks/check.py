"""Checks the workbook argv[1] with fastexcel and polars: every column read as its kind, the cells counted that are none.

argv[2] is the kind of each column. Imports are not timed.
"""

import json
import resource
import sys
import time

import fastexcel
import polars

path, kinds = sys.argv[1], sys.argv[2].split(",")

begun = time.process_time()
sheet = fastexcel.read_excel(path).load_sheet(0, dtypes=dict(enumerate(kinds)))
frame = sheet.to_polars()
wrong = sum(frame.null_count().row(0))
cpu = time.process_time() - begun

peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print(json.dumps({"cpu": cpu, "peak": peak, "count": wrong, "rows": frame.height}))
