// A verifier ticks rows, reads what verifying them would move, verifies them by one act, and the figure is what was said;
// without script the same by pages. The list becomes a view, and leaves as a workbook.
import assert from "node:assert/strict";
import { fill, press, reads, title } from "../steps.mjs";

const list = "/ledger/payment?view=waiting&year=all";
const said = /产学研合作支出额 ([\d,.]+) → ([\d,.]+)/;

export default async function story({ site, signIn, see }) {
  const page = await signIn(site.who("产学研", "核实"));
  await page.goto(list);
  assert.equal(await page.locator(".bulk").isVisible(), false, "nothing is ticked, nothing is offered");
  const waiting = await count(page);
  await page.keyboard.press("j");
  await page.keyboard.press(" ");
  await reads(page, "已选 1 条");
  await page.keyboard.press("Escape");
  await page.locator(".bulk").waitFor({ state: "hidden" });

  await tellOfTheLastTicks(page);
  const sentence = await tickUntilSaid(page);
  await see(page, "ledger-chosen");
  const [, before, after] = sentence.match(said);
  assert.equal(await figure(page.context()), before);
  const done = Number(await press(page.locator(".bulk__told"), /^核实 \d+ 条/).then(() => sentence.match(/能核实 (\d+) 条/)[1]));
  await page.waitForURL("**/ledger/payment?**");
  await reads(page, "待核实");
  assert.equal(await count(page), waiting - done);
  assert.equal(await figure(page.context()), after, "what was said before is what is there after");

  await page.goto("/ledger/payment?least=10");
  await press(page, "存为视图");
  await fill(page, { 名称: "十万以上" });
  await see(page, "ledger-view");
  await press(page, "存视图");
  await page.locator(".views a[aria-current]", { hasText: "十万以上" }).waitFor();
  await page.keyboard.press("2");
  await page.locator(".views a[aria-current]", { hasText: "未计入" }).waitFor();
  await see(page, "ledger");
  const [file] = await Promise.all([page.waitForEvent("download"), press(page, /^导出 \d+ 条/)]);
  assert.match(file.suggestedFilename(), /^付款-\d{4}-\d\d-\d\d\.xlsx$/);

  await page.goto(list);
  await page.locator("tbody [name=row]").first().check();
  await page.locator("#pick").evaluate((form) => form.submit());
  await title(page, "核实所选的记录");
  await reads(page, "→");
  await see(page, "ledger-chosen-page");

  const plain = await signIn(site.who("产学研", "核实"), { scripts: false });
  await plain.goto(list);
  await plain.locator("tbody [name=row]").first().check();
  await press(plain, "核实所选…");
  await title(plain, "核实所选的记录");
  await press(plain, "看数值怎么变");
  await title(plain, /核实 1 条，数值怎么变/);
  await press(plain, "核实 1 条");
  await title(plain, "付款");
}

/** On a slow line too the bar tells of what is ticked in the end. */
async function tellOfTheLastTicks(page) {
  await page.route("**/chosen", async (route) => {
    await new Promise((passed) => setTimeout(passed, 500));
    await route.continue().catch(() => "called off meanwhile");
  });
  const boxes = page.locator("tbody [name=row]");
  const acts = [() => boxes.nth(0).check(), () => boxes.nth(1).check(), () => boxes.nth(0).uncheck()];
  for (const act of acts) await Promise.all([page.waitForRequest("**/chosen"), act()]);
  await page.locator("#picked:not([aria-busy=true])", { hasText: "已选 1 条" }).waitFor();
  const named = await page.locator("#together [name=row]").evaluateAll((marks) => marks.map((mark) => mark.value));
  assert.ok(!named.includes(await boxes.nth(0).inputValue()), "what is ticked no more is not sent");
  await page.unroute("**/chosen");
  await page.keyboard.press("Escape");
  await page.locator(".bulk").waitFor({ state: "hidden" });
}

/** Ticks one row after the other until a figure would move. */
async function tickUntilSaid(page) {
  const boxes = page.locator("tbody [name=row]");
  const told = page.locator(".bulk__told");
  for (let at = 0; at < (await boxes.count()); at++) {
    await boxes.nth(at).check();
    await told.getByText(`已选 ${at + 1} 条`).waitFor();
    await told.getByText(/→|不动任何数值|没有能核实的/).first().waitFor();
    const text = await told.innerText();
    if (said.test(text) && at > 0) return text;
  }
  throw new Error(`no row moves the figure: ${await told.innerText()}`);
}

async function count(page) {
  return Number(await page.locator(".views a", { hasText: "待核实" }).locator(".count").innerText());
}

/** The figure as its own page shows it. */
async function figure(context) {
  const page = await context.newPage();
  await page.goto("/figures/cooperation-spending");
  const shown = await page.locator(".value, .tile b, .big").first().innerText();
  await page.close();
  return shown.match(/[\d,.]+/)[0];
}
