// From the panel to the bridge: what August's report said, what has changed since, cause by cause,
// and that it adds up to the cent; either end opens as it was, and so do the rows.
import assert from "node:assert/strict";
import { press, reads, title } from "../steps.mjs";

const figure = "/figures/cooperation-spending";

export default async function story({ site, signIn, see }) {
  const page = await signIn(site.who("局长"));
  await page.goto("/plan");
  await page.locator(".goals tr", { hasText: "产学研合作支出额" }).locator("a.fig").first().click();
  const panel = page.locator("#figure");
  await panel.getByLabel("与另一时点比").fill("8月31日");
  await panel.getByRole("button", { name: "算差额" }).click();
  await title(page, "产学研合作支出额");
  await see(page, "bridge");

  const [opening, terms, closing] = await bridge(page);
  assert.ok(terms.length >= 2, `the causes are told apart: ${terms}`);
  assert.equal(opening + terms.reduce((sum, term) => sum + term, 0), closing, "the bridge adds up to the cent");
  assert.equal(closing, await value(page), "it ends at today's value");

  await page.goto(`${figure}?day=2020-08-31&known=2020-08-31`);
  assert.equal(await value(page), opening, "it begins at what was said then");
  await reads(page, "已知于 2020-08-31");

  await page.goto(`${figure}?against=2020-08-31@now`);
  const [known] = await bridge(page);
  await page.goto(`${figure}?day=2020-08-31`);
  assert.equal(await value(page), known, "August as it is known now");

  await press(page, /有限公司$/);
  await title(page, /FK-2020-\d+/);
}

/** Opening, changes and closing of the first bridge of the page, in fen. */
async function bridge(page) {
  const shown = await page.locator(".sumline").first().locator("li:not(.op) b").allInnerTexts();
  const amounts = shown.map(fen);
  return [amounts[0], amounts.slice(1, -1), amounts.at(-1)];
}

const value = async (page) => fen(await page.locator(".big").innerText());

/** 1,206.40 万元 in fen; a minus is a real one. */
function fen(text) {
  return Math.round(Number(text.replaceAll(",", "").replace("−", "-").replace("+", "")) * 1_000_000);
}
