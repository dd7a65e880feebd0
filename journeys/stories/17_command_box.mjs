// The command box by keyboard: a firm by a part of its name, a place by its initials, another tab, and the same without
// script. Then the page that says how to take backups.
import assert from "node:assert/strict";
import { reads, title } from "../steps.mjs";

export default async function story({ site, signIn, see }) {
  const page = await signIn(site.who("产学研", "核实"));
  const firms = page.context();
  await page.goto("/firms");
  const name = await page.locator("table tbody a").first().innerText();
  await page.goto("/");

  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "搜什么" });
  await field.waitFor();
  await page.keyboard.type(name.slice(2, 6));
  const first = page.getByRole("option").first();
  await first.waitFor();
  assert.equal(await first.getAttribute("aria-selected"), "true");
  assert.match(await first.locator("b").innerText(), new RegExp(name.slice(2, 6)));
  await see(page, "command");
  await page.keyboard.press("ArrowDown");
  assert.equal(await first.getAttribute("aria-selected"), "false");
  await page.keyboard.press("ArrowUp");
  const [other] = await Promise.all([firms.waitForEvent("page"), page.keyboard.press("Control+Enter")]);
  await other.waitForLoadState();
  assert.match(other.url(), /\/firms\//);
  await other.close();
  await Promise.all([page.waitForURL(/\/firms\//), page.keyboard.press("Enter")]);

  await page.keyboard.press("/");
  await field.waitFor();
  await page.keyboard.type("ndzd");
  await page.getByRole("option", { name: "年度重点" }).waitFor();
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });

  await page.goto(`/search?q=${encodeURIComponent(name.slice(2, 6))}`);
  await title(page, "搜索");
  await see(page, "search");
  await page.getByRole("link", { name }).first().waitFor();

  const chief = await signIn(site.who("系统管理员"));
  await chief.goto("/backups");
  await title(chief, "备份");
  await reads(chief, "还没有做过备份");
  await see(chief, "backups");
}
