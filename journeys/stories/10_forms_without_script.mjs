// Every form does its work with scripts off: rows and their judgement, the mapping of a notice,
// targets, curves, duties, exemptions, firms, people, definitions and kinds.
import assert from "node:assert/strict";
import { admit, arrive, found } from "../founding.mjs";
import { enter, openRow, verify } from "../ledger.mjs";
import { card, dismiss, partAndMerge, realNotice, reword, setSectionsAside, settle, upload } from "../mapping.mjs";
import { fill, pdf, press, reads, title } from "../steps.mjs";

const scripts = false;

export default async function story({ site, signIn }) {
  const as = (...parts) => signIn(site.who(...parts), { scripts });
  await rows(await as("产学研", "录入"), await as("产学研", "核实"));
  const head = await as("办公室", "科长");
  await notice(head);
  await plan(head);
  const director = await as("局长");
  await definition(director);
  await firm(head);
  const administrator = await as("系统管理员");
  await bureau(administrator, signIn);
  await kind(administrator);
}

async function rows(enterer, verifier) {
  const number = await enter(enterer, "登记合同", {
    企业: "南通霁舟新材料有限公司", 项目: "无脚本登记", 合作单位: "江海理工大学", 合同编号: "JH-2020-9101", 文本性质: "正式合同", 与原合同关系: "新签",
    合作方式: "委托开发", 签约日: "2020-09-10", 合同金额: "6万", 合同文本文件: pdf("contract.pdf", "contract JH-2020-9101"),
  });
  await openRow(verifier, number);
  await verifier.getByText("退回…").click();
  await verifier.getByLabel("退回理由").fill("合同金额与文本不符");
  await verifier.getByRole("button", { name: "退回", exact: true }).click();
  await reads(verifier, "已退回");

  await openRow(enterer, number);
  await press(enterer, "更正");
  await fill(enterer, { 合同金额: "60万", 更正理由: "单位写错" });
  await press(enterer, /^提交/);
  await reads(enterer, "待核实");
  await addPaper(enterer, "启动证明");
  await verify(verifier, number);

  await verifier.getByText("作废…").click();
  await verifier.getByLabel("作废理由").fill("与另一份合同重复");
  await verifier.getByRole("button", { name: "作废", exact: true }).click();
  await reads(verifier, "已作废");
}

async function addPaper(page, voucher) {
  await page.getByText("补凭证", { exact: true }).click();
  const group = page.getByRole("group", { name: voucher });
  await fill(group, { 或写文号: "KG-1", 出具单位: "江海理工大学", 日期: "2020-09-11" });
  await press(page, "补上凭证");
  await reads(page, "KG-1");
}

async function notice(page) {
  await upload(page, "2022.txt", (await realNotice()).replaceAll("2020", "2022"));
  await settle(page, /≥ 30/, "目标章从严");
  const pool = "新增高企培育入库";
  await card(page, pool).getByRole("button", { name: "采纳", exact: true }).click();
  await reads(card(page, pool), "已采纳");
  await card(page, pool).getByRole("button", { name: "撤回" }).click();
  await reword(page, pool, { 数值: "55" });
  await reads(card(page, pool), "55");
  await dismiss(page, "强化高企政策的宣传", "另行安排");
  await partAndMerge(page, "新实施产学研合作项目");
  await page.getByText("加一条", { exact: true }).click();
  await fill(page, { 加的是: "工作任务", 原文: "坚持目标导向" });
  await press(page, "加一条，填细节");
  await press(page, "按修改采纳");
  await reads(card(page, "坚持目标导向"), "已采纳");

  await page.locator("mark.u a").first().press("Enter");
  await title(page, "处理一句");
  await fill(page, { 理由: "背景表述，没有任务" });
  await press(page, "不采纳这一句");
  await reads(page, "背景表述，没有任务");
  await setSectionsAside(page, "总的要求，没有任务");
  await reads(page, "总的要求，没有任务");
}

async function plan(page) {
  await page.goto("/plan");
  await press(page, "科技担保额");
  await press(page, "调整目标");
  await fill(page, { 数值: "4,500万元", 理由: "局长办公会调整" });
  await fill(page, { 依据文件: "局办公会纪要〔2020〕11号", 批准: "局长办公会", 批准日期: "2020-09-15" });
  await press(page, "调整目标");
  await reads(page, "局长办公会调整");
  await press(page, "改曲线");
  await fill(page, { 怎么排: "按月" });
  await press(page, "排出节点");
  await fill(page, { 理由: "按月推进" });
  await press(page, "保存曲线");
  await reads(page, "按月推进");
  const newest = await page.getByRole("table", { name: "变更记录" }).locator("tbody tr").first().innerText();
  assert.match(newest, /按月推进/, "the newest change comes first");

  await page.goto("/plan/duties");
  await page.locator("th a").first().click();
  await fill(page, { 状态: "已完成", 进展: "已经办结", 佐证: "局办公会纪要〔2020〕9号" });
  await press(page, "填报进展");
  await reads(page, "局办公会纪要〔2020〕9号");

  await page.goto("/plan/exemptions");
  await fill(page, { 节奏: "每周有需求", 从: "2020-10-01", 到: "2020-10-11", 理由: "国庆假期", 批准: "局长办公会" });
  await press(page, "登记免考");
  await reads(page, "国庆假期");
}

async function definition(page) {
  await page.goto("/indicators/cooperation-spending");
  const formula = await page.getByLabel("公式", { exact: true }).inputValue();
  await fill(page, { 公式: formula.replace("sum amount", "sum amont"), 起用日: "2021-01-01", 理由: "口径调整" });
  await press(page, "保存新版公式");
  await page.getByRole("alert").waitFor();
  await fill(page, { 公式: formula });
  await press(page, "保存新版公式");
  await reads(page, "口径调整");
}

async function firm(page) {
  await page.goto("/firms");
  const one = page.locator("tbody th a").nth(5);
  const renamed = (await one.innerText()).replace("有限公司", "股份有限公司");
  await one.click();
  await fill(page, { 改什么: "名称", 新的名称或行业: renamed, 从哪天起: "2020-09-01", 依据: "登记变更通知书" });
  await press(page, "更改");
  await title(page, renamed);
  await reads(page, "2020-09-01");
}

async function kind(page) {
  await page.goto("/ledger/kinds");
  const text = [
    'id = "visit"', 'name = "企业走访"', 'prefix = "ZF"', 'act = "登记走访"', 'about = "科室人员到企业走访一次。"', 'unit = "次"', 'subject = "firm"',
    'office = "cooperation"', 'day = "visited_on"', "[[field]]", 'id = "visited_on"', 'name = "走访日"', 'type = "dy"', "required = true",
  ].join("\n");
  await fill(page, { "类别文本（TOML）": text });
  await press(page, "存类别");
  await page.getByRole("alert").waitFor();
  await fill(page, { "类别文本（TOML）": text.replace('"dy"', '"day"') });
  await press(page, "存类别");
  await reads(page, "企业走访");
}

async function bureau(page, signIn) {
  await found(page, "科室", "法规科", "law");
  const person = await admit(page, "白无声", "baiwusheng", "法规科", "科室经办");
  const own = await arrive(signIn, person, { scripts });
  await own.goto("/");
  await title(own, "工作台");
  await own.goto("/people");
  await reads(own, "能办的人");
  assert.match(await own.locator("main").innerText(), /系统管理员/);
}
