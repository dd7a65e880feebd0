// From a tax list to +30: six hundred firms' facts go in, the screening names who is short of what, one firm is
// visited, its facts are put right by one person and confirmed by another, its clauses turn, it is recommended, the
// batch's list names it, the verifier verifies, and the net-increase account and the figure move by that firm.
import assert from "node:assert/strict";
import { verify } from "../ledger.mjs";
import { fill, press, reads, title } from "../steps.mjs";
import { file, unpacked, workbook } from "../workbook.mjs";

const name = "南通霁舟新材料有限公司";
const figure = "/figures/hnte-net-increase";
const many = 600;

export default async function story({ site, signIn, see }) {
  const verifier = await signIn(site.who("高新科", "核实"));
  const staff = await signIn(site.who("高新科", "录入"));
  const before = await increase(verifier);
  const code = await imported(staff, see);
  await screened(staff, see);
  await aimed(staff, see);
  await road(staff, code, see);
  await visited(staff, code, see);
  await corrected(staff, verifier, code, see);
  await recommended(staff, code, see);
  const row = await recognised(staff, code, see);
  assert.equal(await increase(verifier), before, "an unverified certificate does not count");
  await verify(verifier, row);
  assert.equal(await increase(verifier), before + 1, "the figure moved by that firm");
  await verifier.goto("/cultivation/account");
  await reads(verifier, name);
  await see(verifier, "net-increase-account");
  await verifier.goto("/cultivation");
  await see(verifier, "cultivation");
}

/** The net increase as the figure's page shows it. */
async function increase(page) {
  await page.goto(figure);
  const shown = await page.locator(".value, .tile b, .big").first().innerText();
  return Number(shown.replace("−", "-").replace(/[^\d.-]/g, ""));
}

/** What the tax office's list says of six hundred firms; gives the code of the firm that the story follows. */
async function imported(page, see) {
  const export_ = await page.request.get("/firms/rows.xlsx");
  const texts = [...unpacked(Buffer.from(await export_.body())).values()].join("\n");
  const codes = [...new Set(texts.match(/91320682MADEM\d{4}./g))].sort().slice(0, many);
  assert.equal(codes.length, many);
  const rows = codes.map((code, at) => [at + 1, code, 20 + (at % 170), 8 + (at % 40)]);
  const list = () => file("税务名单.xlsx", workbook("名单", [heading, ...rows]));
  const heading = ["序号", "统一社会信用代码", "利润总额（万元）", "纳税总额（万元）"];
  await page.goto("/firms/facts/imports");
  await title(page, "导入年度事实");
  await fill(page, { 名单来自: "税务名单", 哪一年的数: "2019", 文件: list() });
  await press(page, "读取文件");
  await title(page, /看懂了什么/);
  await see(page, "facts-import-columns");
  await press(page, `检查 ${many} 行`);
  // Four of the list were founded in 2020 and cannot have had a profit in 2019.
  await title(page, /检查结果/);
  await reads(page, "企业当时还没有成立");
  await see(page, "facts-import-faults");
  for (const row of rows.slice(-4)) row.splice(2, 2, "", "");
  await page.getByLabel("文件").setInputFiles(list());
  await press(page, "重新检查");
  await title(page, /可以导入/);
  await see(page, "facts-import-ready");
  await press(page, /^导入 [\d,]+ 个数/);
  await title(page, /已导入/);
  return codes.find((code) => code.startsWith("91320682MADEM0008"));
}

async function screened(page, see) {
  await page.goto("/screening/hnte-2016");
  await title(page, /谁最近/);
  await see(page, "screening");
}

/** Which firms and clauses would reach the plan's thirty, with what probability; two of them are marked and visited. */
async function aimed(page, see) {
  await press(page, "净增测算");
  await title(page, "净增测算");
  await reads(page, /这 \d+ 家.*净增 30 家的概率为 [\d.]+%/);
  await fill(page, { "按多大把握挑（%）": "90" });
  await press(page, "重新挑选");
  await reads(page, /这 \d+ 家.*净增 30 家的概率为 9[\d.]+%/);
  await reads(page, "这是达到 90% 把握最少要办的企业");
  await see(page, "goal");
  await page.goto("/cultivation/goal?want=30&own=1");
  for (const at of [0, 1]) await page.getByRole("checkbox", { name: /^选定/ }).nth(at).check();
  await press(page, "按勾选的重算");
  await reads(page, /这 2 家.*净增 30 家的概率为 0%/);
  await fill(page, { 要做什么: "核对申报材料", 走访期限: "9月25日" });
  await press(page, /^安排走访$/);
  await title(page, "净增测算");
  assert.equal(await page.getByRole("link", { name: "9月25日前走访" }).count(), 2);
  await press(page, "打印");
  await reads(page, "净增高新技术企业测算");
  await see(page, "goal-sheet");
  await page.goto("/cultivation/priors");
  await see(page, "priors");
  await page.goto("/cultivation/checklists/hnte-2016");
  await see(page, "checklist");
}

async function road(page, code, see) {
  await page.goto(`/firms/${code}/criteria/hnte-2016`);
  await title(page, new RegExp(name));
  for (const words of ["差 2 人", "差 92,750.00 元"]) await reads(page, words);
  await see(page, "criterion-short");
}

async function visited(page, code, see) {
  await page.goto(`/cultivation/firms/${code}`);
  await fill(page, { 要做什么: "核对科技人员花名册和研发辅助账", 期限: "9月25日", 责任人: "丁若川" });
  await press(page, "安排");
  await reads(page, "核对科技人员花名册和研发辅助账");
  await page.goto(`/firms/${code}`);
  await page.getByRole("link", { name: /核对科技人员花名册/ }).waitFor();
  await see(page, "firm");
}

/** Two clauses turn with two facts, which another person confirms. */
async function corrected(page, verifier, code, see) {
  await page.goto(`/firms/${code}/facts/2019`);
  await page.locator("#tech_staff").fill("13");
  await page.locator("#rd").fill("250");
  await page.locator("#rd_domestic").fill("678.5");
  await fill(page, { 依据文件: "专项审计报告", 更正依据: "审计报告补列两人、十万元" });
  await press(page, "保存 2019 年的数");
  await title(page, /年度事实/);
  await verifier.goto(`/firms/${code}/facts`);
  await press(verifier, /^确认 2019 年/);
  await reads(verifier, "贺清和");
  await page.goto(`/firms/${code}/criteria/hnte-2016`);
  assert.equal(await page.getByText("差 2 人").count(), 0);
  assert.equal(await page.getByText("差 92,750.00 元").count(), 0);
  await see(page, "criterion-met");
}

async function recommended(page, code, see) {
  await page.goto(`/cultivation/firms/${code}`);
  await press(page, /推荐/);
  await title(page, /推荐/);
  await fill(page, { 日期: "2020-09-17", 批次: "第二批", 推荐函文号: "皋科演函〔2020〕19号", 发文单位: "如皋市科学技术局", 申报编号: "GQSB202099001" });
  await see(page, "recommend");
  await page.locator("main form button.btn--go").click();
  await title(page, name);
  await see(page, "cultivated-firm");
}

/** The batch's list names the firm; gives the row of its certificate. */
async function recognised(page, code, see) {
  await page.goto("/cultivation/batches");
  await see(page, "batches");
  await press(page, "2020年第二批");
  await press(page, /导入结果/);
  await title(page, /结果/);
  await fill(page, { 名称和证书编号: `${name}\tGR202032009001`, 公告文号: "国科火演〔2020〕9号", 发文单位: "全国高企认定管理工作领导小组办公室", 公告日: "2020-09-17", 有效期至: "2023-09-16" });
  await press(page, "检查名单");
  await reads(page, "按名称");
  await see(page, "batch-result");
  await press(page, /^导入：认定 1 家/);
  await page.goto(`/cultivation/firms/${code}`);
  await see(page, "recognised-firm");
  await page.getByRole("link", { name: "台账记录" }).first().click();
  const heading = page.getByRole("heading", { level: 1, name: /GQ-2020-\d+/ });
  return (await heading.innerText()).match(/GQ-2020-\d+/)[0];
}
