// What is done in the ledger, in the words of its pages.
import { fill, press, reads, title } from "./steps.mjs";

/** Fills the form of a kind and submits it; gives the number of the new row. `numbers`: what a voucher that is no file is known by. */
export async function enter(page, act, fields, numbers = {}) {
  await page.goto("/ledger");
  await press(page, act);
  await fill(page, fields);
  for (const [voucher, known] of Object.entries(numbers)) {
    const group = page.getByRole("group", { name: voucher });
    await group.getByText("没有文件，写文号").click();
    await fill(group, known);
  }
  await press(page, /^提交/);
  const heading = page.getByRole("heading", { level: 1, name: /[A-Z]{2}-\d{4}-\d+/ });
  return (await heading.innerText()).match(/[A-Z]{2}-\d{4}-\d+/)[0];
}

/** Opens a row from the list in which it is found. */
export async function openRow(page, number) {
  await page.goto(listed(number));
  await page.locator("table a", { hasText: number }).first().click();
  await title(page, new RegExp(number));
}

/** The list in which a number is found. */
export function listed(number) {
  const kinds = { HT: "contract", GQ: "hnte_certificate" };
  return `/ledger/${kinds[number.slice(0, 2)] ?? "payment"}?year=all&q=${number}`;
}

export async function verify(page, number) {
  await openRow(page, number);
  await press(page, /^核实/);
  await reads(page, "已核实");
}
