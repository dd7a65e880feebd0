// The real notice is uploaded and mapped: a conflict is settled, and a target is accepted.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fill, press, reads } from "../steps.mjs";

const text = process.env.KEDU_NOTICE ?? new URL("../../../shared/notice/rugao-2020.txt", import.meta.url).pathname;

export default async function story({ site, signIn, see }) {
  assert.ok(existsSync(text), `the notice is not at ${text}: say where it is by KEDU_NOTICE`);
  // The demonstration holds the notice of 2020 already; this is the next year's.
  const next = (await readFile(text, "utf8")).replaceAll("2020", "2021");
  const page = await signIn(site.who("办公室", "科长"));
  await page.goto("/notices/new");
  await fill(page, { 文件: { name: "2021.txt", mimeType: "text/plain", buffer: Buffer.from(next, "utf8") } });
  await press(page, "上传并读出建议");
  if (await page.getByText("请核对文件信息").isVisible()) await press(page, "上传并读出建议");
  await reads(page, /已处理 0 \/ \d+ 句/);
  await see(page, "notice");

  const proposals = page.locator("[data-item]");
  assert.ok((await proposals.count()) >= 14, "every target is proposed");
  const clash = proposals.first();
  assert.match(await clash.innerText(), /写法，请定一种/, "the conflict comes first");
  await clash.getByRole("radio", { name: /≥ 30/ }).first().check();
  await clash.getByLabel(/理由/).first().fill("目标章从严，按 30 家以上、确保");
  await press(page, "按选中的写法定");
  await page.getByText("写法，请定一种").waitFor({ state: "detached" });

  await press(page, /^采纳$/);
  await page.locator(".badge", { hasText: "已采纳" }).first().waitFor();
}
