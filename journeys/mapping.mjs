// The mapping of a notice, in the words of its page.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fill, press, reads, title } from "./steps.mjs";

const place = process.env.KEDU_NOTICE ?? new URL("../../shared/notice/rugao-2020.txt", import.meta.url).pathname;

/** The text of the real notice. */
export async function realNotice() {
  assert.ok(existsSync(place), `the notice is not at ${place}: say where it is by KEDU_NOTICE`);
  return readFile(place, "utf8");
}

/** Uploads a notice and confirms what was read of it; the page is its mapping page then. */
export async function upload(page, name, text) {
  await page.goto("/notices/new");
  await fill(page, { 文件: { name, mimeType: "text/plain", buffer: Buffer.from(text, "utf8") } });
  await press(page, "上传并读出建议");
  await reads(page, /请核对文件信息|已处理 0/);
  if (await page.getByText("请核对文件信息").isVisible()) await press(page, "上传并读出建议");
  await reads(page, /已处理 0 \/ \d+ 句/);
}

/** The cards of proposals by the words of their headings. */
export function cards(page, words) {
  return page.locator("[data-item]", { has: page.getByRole("heading", { name: words }) });
}

export function card(page, words) {
  return cards(page, words).first();
}

/** Settles the conflict, which comes first, on one of its wordings. */
export async function settle(page, wording, reason) {
  const clash = page.locator("[data-item].clash").first();
  await clash.getByRole("radio", { name: wording }).first().check();
  await clash.getByLabel(/理由/).first().fill(reason);
  await clash.getByRole("button", { name: "按选中的写法定" }).click();
  await page.getByText("写法，请定一种").waitFor({ state: "detached" });
}

/** Accepts all that is open, one after the other; gives how many. */
export async function acceptAll(page) {
  const open = page.locator("[data-item]").getByRole("button", { name: "采纳", exact: true });
  const many = await open.count();
  for (let left = many; left > 0; left -= 1) {
    await open.first().click();
    await page.waitForFunction((still) => [...document.querySelectorAll("[data-item] button")].filter((button) => button.textContent.trim() === "采纳").length === still, left - 1);
  }
  return many;
}

/** Sets the sentences without a proposal aside, section by section. */
export async function setSectionsAside(page, reason) {
  const form = page.locator("form[action$='/sections/dismissal']").first();
  while ((await form.count()) > 0) {
    await form.getByRole("textbox").fill(reason);
    await Promise.all([page.waitForEvent("load"), form.getByRole("button").click()]);
  }
}

/** Changes a proposal and accepts it as changed. */
export async function reword(page, words, fields) {
  await card(page, words).getByRole("link", { name: "修改" }).click();
  await title(page, "修改建议");
  await fill(page, fields);
  await press(page, "按修改采纳");
  await reads(card(page, words), "已采纳");
}

/** Dismisses a proposal with a reason. */
export async function dismiss(page, words, reason) {
  const one = card(page, words);
  await one.getByText("不采纳", { exact: true }).click();
  await fill(one, { 不采纳的理由: reason });
  await one.getByRole("button", { name: "写明理由，不采纳" }).click();
  await reads(one, reason);
}

/** A further mention is made a target of its own, and merged again. */
export async function partAndMerge(page, words) {
  const named = cards(page, words);
  const before = await named.count();
  const first = named.first();
  await first.getByText("合并、分开").click();
  await Promise.all([page.waitForEvent("load"), first.getByRole("button", { name: "分成另一个目标" }).click()]);
  assert.equal(await named.count(), before + 1);
  await named.nth(1).getByText("合并", { exact: true }).click();
  await fill(named.nth(1), { 并入哪个目标: words });
  await Promise.all([page.waitForEvent("load"), named.nth(1).getByRole("button", { name: "并入" }).click()]);
  await reads(named.first(), "两处合一");
}
