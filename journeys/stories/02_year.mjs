// The year at a glance, and one number opened down to its rows, its left-out rows and back.
import assert from "node:assert/strict";
import { weigh } from "../calm.mjs";
import { reads, title } from "../steps.mjs";

const firstVisit = 120 * 1024;

export default async function story({ site, signIn, see }) {
  const page = await signIn(site.who("局长"));
  const bytes = await weigh(page, "/plan");
  assert.ok(bytes < firstVisit, `a first visit of /plan costs ${bytes} bytes`);
  await title(page, "2020年年度重点");
  assert.equal(await page.locator(".goals tbody tr:not(.group)").count(), 14);
  await see(page, "plan");

  const row = page.locator(".goals tr", { hasText: "产学研合作支出额" });
  const number = row.locator("a.fig").first();
  const value = await number.innerText();
  await number.click();
  const panel = page.locator("#figure");
  await panel.getByRole("heading", { level: 2, name: "产学研合作支出额" }).waitFor();
  await panel.getByText(value).first().waitFor();
  await panel.getByText("未计入").first().waitFor();
  await see(page, "figure");

  await page.keyboard.press("Escape");
  await panel.getByRole("heading").waitFor({ state: "detached" });
  assert.ok(await number.evaluate((link) => link === document.activeElement), "the number has the focus again");

  await page.goto("/figures/cooperation-spending?day=2020-08-31");
  await reads(page, "2020-08-31");
  await see(page, "figure-page");
  await page.locator("a[href^='/ledger/rows/']").first().click();
  await title(page, /FK-2020-\d+/);
  await see(page, "row");
}
