// An empty site, a bureau, the real notice, a contract and a payment: from nothing to the first
// figure, its rows, what it leaves out, an earlier day and the bridge between the two.
import assert from "node:assert/strict";
import { admit, arrive, found } from "../founding.mjs";
import { enter, verify } from "../ledger.mjs";
import { acceptAll, card, dismiss, partAndMerge, realNotice, reword, setSectionsAside, settle, upload } from "../mapping.mjs";
import { startSite } from "../site.mjs";
import { fill, pdf, press, reads, title } from "../steps.mjs";

const firm = "如皋空白试验材料有限公司";
const offices = { hightech: "高新科", platform: "平台载体科", cooperation: "产学研成果科", finance: "科技金融与计划科", general: "办公室" };

export default async function story(visit) {
  const site = await startSite({ demo: false });
  const signIn = (person, options) => visit.signIn(person, { ...options, at: site });
  try {
    const people = await foundBureau(await arrive(signIn, site.administrator));
    const [general, enterer, verifier, director] = await Promise.all(people.map((person) => arrive(signIn, person)));
    await Promise.all([mapNotice(general, visit), spend(enterer, verifier)]);
    await readFigure(director, visit);
  } finally {
    await site.stop();
  }
}

async function foundBureau(page) {
  for (const [code, name] of Object.entries(offices)) await found(page, "科室", name, code);
  for (const town of ["白蒲镇", "如城街道"]) await found(page, "镇区街道", town);
  return [
    await admit(page, "郭空山", "guokongshan", offices.general, "科室负责人"),
    await admit(page, "曹空明", "caokongming", offices.cooperation, "科室经办"),
    await admit(page, "施空青", "shikongqing", offices.cooperation, "核实人"),
    await admit(page, "季空谷", "jikonggu", "如皋市科学技术局", "局长"),
  ];
}

async function mapNotice(page, { see }) {
  await page.goto("/plan");
  await see(page, "empty-plan");
  await upload(page, "皋科发〔2020〕2号.txt", await realNotice());

  await settle(page, /≥ 30/, "目标章写“30家以上”，从严定");
  await reads(card(page, "净增高新技术企业"), "目标章写“30家以上”，从严定");

  await reads(card(page, "新实施产学研合作项目"), "两处合一");
  await partAndMerge(page, "新实施产学研合作项目");
  await reword(page, "产学研合作支出额", { 责任科室: offices.cooperation });
  await dismiss(page, "工作任务：强化高企政策的宣传", "并入高企培育，不单列");

  const accepted = await acceptAll(page);
  assert.ok(accepted > 14, `${accepted} proposals were accepted`);
  await setSectionsAside(page, "背景和要求，没有任务");
  const done = await page.getByRole("heading", { name: /^已处理 \d+ \/ \d+ 句/ }).innerText();
  const [, some, all] = done.match(/(\d+) \/ (\d+)/);
  assert.equal(some, all, "every sentence is mapped or set aside");

  await page.goto("/plan?day=2020-12-31");
  await title(page, "2020年年度重点");
  assert.equal(await page.locator(".goals tbody tr:not(.group)").count(), 14);
}

async function spend(enterer, verifier) {
  await enterer.goto("/firms");
  await press(enterer, "登记企业");
  await fill(enterer, { 统一社会信用代码: "91320682MAKEDU000C", 企业名称: firm, 镇区街道: "白蒲镇", 行业: "新材料", 规模: "中型", 成立日: "2012-05-06" });
  await press(enterer, "登记企业");
  await title(enterer, firm);

  const contract = await enter(enterer, "登记合同", {
    企业: firm, 项目: "空白试验工艺", 合作单位: "江海理工大学", 合同编号: "KB-2020-1", 文本性质: "正式合同", 与原合同关系: "新签",
    合作方式: "委托开发", 签约日: "2020-09-10", 启动日: "2020-09-11", 合同金额: "60万", 合同文本文件: pdf("contract.pdf", "contract KB-2020-1"),
  });
  await verify(verifier, contract);
  await verify(verifier, await pay(enterer, contract, "36万", "2020-09-16", "8800001"));
  await pay(enterer, contract, "5万", "2020-09-17", "8800002");
}

/** The receipt is a file; the invoice is known by its number. */
async function pay(page, contract, amount, day, number) {
  const receipt = pdf("receipt.pdf", `receipt ${number}`);
  const fields = { 企业: firm, 所属合同: contract, 合作单位: "江海理工大学", 收款方类型: "高校", 资金来源: "企业自有资金", 金额: amount, 付款日: day, 凭证号: number, 银行回单文件: receipt };
  return enter(page, "登记付款", fields, { 发票: { 文号: `FP-${number}`, 出具单位: "江海理工大学", 日期: day } });
}

async function readFigure(page, { see }) {
  await page.goto("/plan?day=2020-09-30");
  const number = page.locator(".goals tr", { hasText: "产学研合作支出额" }).locator("a.fig").first();
  assert.equal(await number.innerText(), "36.00");
  await number.click();
  const panel = page.locator("#figure");
  await panel.getByRole("heading", { level: 2, name: "产学研合作支出额" }).waitFor();
  assert.equal(await panel.locator(".big").innerText(), "36.00");
  const left = panel.getByRole("row", { name: /待核实|未核实/ });
  assert.match(await left.innerText(), /1[\s\S]*5\.00/, "the other payment is left out");
  await see(page, "first-figure");

  await panel.getByLabel("与另一时点比").fill("2020-08-31@now");
  await panel.getByRole("button", { name: "算差额" }).click();
  await title(page, "产学研合作支出额");
  const bridge = (await page.locator(".sumline").innerText()).replace(/\s+/g, " ");
  assert.match(bridge, /8月31日.* 0\.00 \+ .*1 条 ?\+36\.00 = 9月30日 ?36\.00/);
  await page.locator("a[href^='/ledger/rows/']").first().click();
  await title(page, /FK-2020-0001/);
  await reads(page, "FP-8800001");

  await page.goto("/figures/cooperation-spending?day=2020-08-31");
  assert.equal(await page.locator(".big").innerText(), "0.00");
}
