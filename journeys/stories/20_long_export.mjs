// A list that leaves behind the page: asked for, left, told of once on the next page, fetched from the desk; without script
// the same, and with it a page that is open hears of the end by itself.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { press, reads, title } from "../steps.mjs";
import { unpacked } from "../workbook.mjs";

export default async function story({ site, signIn, see }) {
  const person = site.who("产学研", "录入");
  const page = await signIn(person, { scripts: false });
  const looking = await signIn(person);
  await page.goto("/jobs");
  await reads(page, "您还没有交办过长任务");
  await looking.goto("/jobs");
  await see(looking, "jobs-empty");

  // The lists of the demonstration are short: their long form is sent as a long list sends it.
  await ask(page);
  await page.goto("/ledger");
  const told = page.getByRole("status").filter({ hasText: "导出付款：“付款-" });
  for (let tries = 0; tries < 40 && !(await told.isVisible()); tries += 1) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  assert.ok(await told.isVisible(), "the end is told on the next page");
  await page.reload();
  assert.equal(await told.isVisible(), false, "and told once");

  await page.goto("/");
  await reads(page, "长任务");
  await looking.goto("/");
  await see(looking, "desk-export", { picture: "KEDU_PICTURES" in process.env });
  await page.getByRole("link", { name: "导出付款" }).click();
  await title(page, "导出付款");
  await looking.goto(page.url());
  await see(looking, "job-export");
  const [file] = await Promise.all([page.waitForEvent("download"), press(page, /下载 付款-/)]);
  assert.match(file.suggestedFilename(), /^付款-2020-09-\d\d\.xlsx$/);
  const parts = unpacked(await readFile(await file.path()));
  assert.ok(parts.has("xl/worksheets/sheet1.xml"), "a workbook");
  await looking.goto("/jobs");
  await see(looking, "jobs");

  // A page that is open meanwhile hears of it.
  const toast = await heard(looking);
  await toast.getByRole("link", { name: "看结果" }).click();
  await title(looking, "导出付款");
  // It goes after eight seconds, but not from under a hand.
  await (await heard(looking)).hover();
  await see(looking, "toast");
}

async function heard(page) {
  await page.goto("/search");
  await ask(page);
  await page.goto("/ledger/payment");
  const toast = page.locator("#news .toast").filter({ hasText: "已经做好" });
  await toast.waitFor();
  return toast;
}

async function ask(page) {
  const answer = await page.request.post("/ledger/payment/exports", { form: { list: "sort=number&year=all" }, maxRedirects: 0 });
  assert.equal(answer.status(), 303, await answer.text());
}
