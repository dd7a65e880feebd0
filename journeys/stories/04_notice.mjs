// The real notice is uploaded and mapped by the keyboard: a conflict is settled, a target is
// accepted, a duty is dismissed with a reason, and the count says how many sentences are left.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fill, press, reads } from "../steps.mjs";

const text = process.env.KEDU_NOTICE ?? new URL("../../../shared/notice/rugao-2020.txt", import.meta.url).pathname;

export default async function story({ site, signIn, see }) {
  assert.ok(existsSync(text), `the notice is not at ${text}: say where it is by KEDU_NOTICE`);
  const page = await signIn(site.who("办公室", "科长"));
  await page.goto("/notices/new");
  await fill(page, { 文号: "皋科发〔2020〕2号（重读）", 标题: "2020年科技重点工作", 印发日期: "2020-02-13", 文件: text });
  await press(page, /^上传/);
  await reads(page, /已处理 0 \/ \d+ 句/);
  await see(page, "notice");

  const proposals = page.locator(".prop");
  assert.ok((await proposals.count()) >= 14, "every target is proposed");
  assert.match(await proposals.first().innerText(), /两种写法/, "the conflict comes first");
  await page.getByRole("radio", { name: /≥ 30 家/ }).check();
  await page.getByLabel(/理由/).first().fill("目标章从严，按 30 家以上、确保");
  await press(page, /^按“≥ 30 家/);

  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await reads(page, "已采纳");
  await reads(page, /已处理 [1-9]\d* \/ \d+ 句/);
}
