"""Writes a list of 100,000 rows and 20 columns to argv[1] with XlsxWriter: texts, amounts, days, counts.

The values are made before the clock starts.
"""

import datetime
import json
import resource
import sys
import time

import xlsxwriter

ROWS = 100_000
OPTIONS = ["企业自有资金", "财政补助", "银行贷款", "其他"]
BEGIN = datetime.date(2019, 4, 14)


def values(row):
    texts = [f"江苏某某科技有限公司{row % 5000}", f"第{row}号产学研合作项目", "如城街道"]
    texts += [f"第{column}栏的说明{row % 997}" for column in range(3, 6)]
    texts += [f"91320682MA{row:08}", OPTIONS[row % 4], OPTIONS[row % 4]]
    money = [(row * 3701 + column) / 100 for column in range(9, 13)]
    days = [BEGIN + datetime.timedelta(days=row % 700)] * 4
    return texts, money, days, [row % 1000] * 3


rows = [values(row) for row in range(ROWS)]

begun = time.process_time()
book = xlsxwriter.Workbook(sys.argv[1], {"constant_memory": True})
page = book.add_worksheet("台账")
money_look = book.add_format({"num_format": "#,##0.00"})
day_look = book.add_format({"num_format": "yyyy-mm-dd"})
count_look = book.add_format({"num_format": "#,##0"})
for column in range(20):
    page.write_string(0, column, f"栏目{column}")
for number, (texts, money, days, counts) in enumerate(rows, 1):
    column = 0
    for text in texts:
        page.write_string(number, column, text)
        column += 1
    for amount in money:
        page.write_number(number, column, amount, money_look)
        column += 1
    for day in days:
        page.write_datetime(number, column, day, day_look)
        column += 1
    for count in counts:
        page.write_number(number, column, count, count_look)
        column += 1
book.close()
cpu = time.process_time() - begun

peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print(json.dumps({"cpu": cpu, "peak": peak, "count": ROWS}))
