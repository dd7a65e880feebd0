// A verifier goes through the queue without a mouse: next, send back with a reason, verify; a list
// is walked and a row opened.
import assert from "node:assert/strict";
import { reads, title } from "../steps.mjs";

export default async function story({ site, signIn }) {
  const page = await signIn(site.who("产学研", "核实"));
  await page.keyboard.press("g");
  await page.keyboard.press("v");
  await title(page, "待我核实");
  const number = () => page.locator("#q1 a").getAttribute("href");
  const waiting = async () => Number((await page.getByText(/^共 \d+ 条/).innerText()).match(/共 (\d+) 条/)[1]);

  const [many, first] = [await waiting(), await number()];
  await moves(page, "n");
  const second = await number();
  assert.notEqual(second, first, "N goes to the next");

  await page.keyboard.press("r");
  await page.keyboard.type("合同页缺签章 nv");
  assert.equal(await page.getByLabel("退回理由").inputValue(), "合同页缺签章 nv", "letters are text in a field");
  await page.keyboard.press("Tab");
  await moves(page, "Enter");
  assert.equal(await waiting(), many - 1, "what was sent back waits for nobody here");
  await moves(page, "v");
  assert.equal(await waiting(), many - 2);

  await page.goto(second);
  await reads(page, "已退回");
  await page.goto("/ledger/payment");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  const row = await page.locator("tr.is-on a").first().innerText();
  await moves(page, "Enter");
  await title(page, new RegExp(row));
}

async function moves(page, key) {
  await Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
}
