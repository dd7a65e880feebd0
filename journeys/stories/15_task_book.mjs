// From a duty to the paper: the head says who carries it and by when, somebody else was faster at the
// same form, the lead office tells how a milestone came out and reports with a row and a file, and
// the task book prints on A4 with its page numbers and opens as a workbook.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fill, pdf, press, reads, title } from "../steps.mjs";

const duty = "强化高企政策的宣传";

export default async function story({ site, signIn, see }) {
  const head = await signIn(site.who("高新科", "科长"));
  await open(head, duty);
  await see(head, "duty");
  await assigned(head, await signIn(site.who("分管领导")), see);
  await told(await signIn(site.who("高新科", "录入"), { scripts: false }), head, see);
  await printed(head, site, see);
  const town = await signIn(site.who("白蒲镇"), { small: true });
  await town.goto("/plan/task-books");
  await reads(town, "白蒲镇2020年推进任务书");
}

async function open(page, name) {
  await page.goto("/plan/duties");
  await page.getByRole("link", { name, exact: false }).first().click();
  await title(page, new RegExp(name));
}

/** The second of two at one form sees both inputs, and nothing is lost. */
async function assigned(head, leader, see) {
  await open(leader, duty);
  for (const page of [head, leader]) await press(page, "改分工与节点");
  await fill(leader, { 完成期限: "10月9日", 白蒲镇: true });
  await leader.getByLabel(/^理由/).fill("办公会推迟");
  await press(leader, "保存分工");
  await reads(leader, "2020-10-09");
  await fill(head, { 具体举措: "编一册政策汇编\n办八场宣讲" });
  await head.getByLabel(/^理由/).fill("镇区要求加场");
  await press(head, "保存分工");
  await reads(head, "您打开以后");
  await reads(head, "办八场宣讲");
  await see(head, "assignment-two-editors");
  await fill(head, { 完成期限: "10月9日", 白蒲镇: true });
  await press(head, "保存分工");
  await reads(head, "办八场宣讲");
  await press(head, "改分工与节点");
  await fill(head, { 到期要办成什么: "宣讲总结上报", 期限: "9月21日" });
  await press(head, "增加节点");
  await reads(head, "宣讲总结上报");
  await see(head, "assignment");
}

/** Without script: the milestone waits on the desk, is told, and the report carries a row and a file. */
async function told(staff, head, see) {
  await staff.goto("/");
  await staff.getByRole("link", { name: /宣讲总结上报/ }).first().click();
  await title(staff, "宣讲总结上报");
  await head.goto(staff.url());
  await see(head, "milestone");
  await staff.getByLabel("说明").fill("总结已报办公室");
  await press(staff, "填结果");
  await reads(staff, /已完成 09-18/);
  await open(staff, duty);
  const number = await rowNumber(staff);
  await fill(staff, { 进展: "八场宣讲已办六场", 完成比例: "75", 佐证的台账记录: number, 佐证文件: pdf("签到表.pdf", "signed by sixty") });
  await staff.getByRole("button", { name: "填报进展" }).click();
  await reads(staff, "八场宣讲已办六场");
  await staff.getByRole("link", { name: "更正这条" }).first().click();
  await fill(staff, { 进展: "八场宣讲已办五场", 完成比例: "62" });
  await press(staff, "更正这条填报");
  await reads(staff, "已更正");
  await head.goto(staff.url());
  await see(head, "duty-reports");
  await staff.getByRole("link", { name: number }).first().click();
  await title(staff, new RegExp(number));
}

/** The number of some row that this person sees. */
async function rowNumber(page) {
  const list = await page.request.get("/ledger/enterprise-title");
  const other = list.ok() ? list : await page.request.get("/ledger/payment");
  return (await other.text()).match(/[A-Z]{2}-2020-\d{4}/)[0];
}

async function printed(page, site, see) {
  await page.goto("/plan/task-books");
  await reads(page, "高新科2020年推进任务书");
  await see(page, "task-book");
  const book = await paper(page, site, "task-book");
  for (const words of ["高新科2020年推进任务书", duty, "办八场宣讲", "— 1 —"]) assert.ok(squeezed(book.text).includes(squeezed(words)), words);
  assert.ok(!book.text.includes("工作台"), "the frame is not printed");
  const [file] = await Promise.all([page.waitForEvent("download"), press(page, "下载 xlsx")]);
  assert.equal(file.suggestedFilename(), "高新科2020年推进任务书.xlsx");
  if (process.env.KEDU_PICTURES) await file.saveAs(path.join(process.env.KEDU_PICTURES, "task-book.xlsx"));

  await page.goto("/plan/breakdown");
  await see(page, "breakdown");
  const table = await paper(page, site, "breakdown");
  assert.ok(table.pages >= 2, `${table.pages} pages`);
  const heads = squeezed(table.text).split("目标任务").length - 1;
  assert.ok(heads >= table.pages, `one head a page: ${heads} on ${table.pages}`);
  for (let number = 1; number <= table.pages; number++) assert.ok(table.text.includes(`— ${number} —`), `page ${number} has its number`);
  for (const [width, height] of table.sizes) assert.deepEqual([Math.round(width), Math.round(height)], [842, 595], "A4 across");
}

const squeezed = (text) => text.replace(/\s+/g, "");

/** The page as Chromium prints it: how many pages, how large, and what stands there. */
async function paper(page, site, name) {
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  if (process.env.KEDU_PICTURES) await writeFile(path.join(process.env.KEDU_PICTURES, `${name}.pdf`), bytes);
  const sizes = [...bytes.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map(([, width, height]) => [Number(width), Number(height)]);
  return { pages: sizes.length, sizes, text: textOf(site, bytes) };
}

/** The text of a PDF, read by the program itself. */
function textOf(site, bytes) {
  const read = spawnSync(site.binary, ["notice", "pdf-text"], { input: bytes, maxBuffer: 1 << 24 });
  assert.equal(read.status, 0, read.stderr.toString());
  // Fonts map some characters to their radicals.
  return read.stdout.toString().normalize("NFKC");
}
