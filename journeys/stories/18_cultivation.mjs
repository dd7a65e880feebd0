// A firm is led from a lead to its certificate without script: people on the way see what is theirs, the certificate
// counts once somebody else has verified it, and the account says so.
import assert from "node:assert/strict";
import { fill, press, reads, title } from "../steps.mjs";

const firm = "如皋市湜岳输变电设备有限公司";
const plain = { scripts: false };

export default async function story({ site, signIn, calm }) {
  const staff = await signIn(site.who("高新科", "录入"), plain);
  await addBatch(staff);
  await staff.goto("/cultivation");
  await press(staff, "加线索企业");
  await fill(staff, { "名称、代码或首字母": firm });
  await press(staff, "找企业");
  await press(staff, firm);
  await move(staff, "发现", { 日期: "2020-03-02", 镇区责任人: "马一禾", 局责任人: "丁若川" });
  await fill(staff, { 要做什么: "看研发场地和辅助账", 期限: "9月20日", 责任人: "马一禾" });
  await press(staff, /^安排$/);
  const page = staff.url();

  await visited(site, signIn);
  await staff.goto(page);
  await reads(staff, "没有研发辅助账");
  await move(staff, "辅导", { 日期: "2020-04-02" });
  await recommend(staff);
  await recognise(staff, page);

  const before = await closing(staff);
  await verified(site, signIn, staff, page);
  assert.equal(await closing(staff), before + 1, "one more since it was verified");
  await staff.goto("/cultivation/account");
  await reads(staff, firm);
  const leader = await signIn(site.who("局长"));
  await leader.goto("/cultivation");
  await calm(leader);
}

async function addBatch(page) {
  await page.goto("/cultivation/batches?year=2020");
  await fill(page, { 第几批: "4", 开放填报: "2020-06-01", 县里截止: "9月25日", 公告: "2020-12-02" });
  await press(page, /^加一批$/);
  await title(page, "2020年第四批");
}

async function move(page, stage, fields) {
  await press(page, stage);
  await title(page, `移到“${stage}`);
  await fill(page, fields);
  await press(page, `移到“${stage}`);
  await title(page, firm);
}

async function visited(site, signIn) {
  const clerk = await signIn(site.who("白蒲镇"), plain);
  await clerk.goto("/");
  await press(clerk, /走访：看研发场地和辅助账|填结果/);
  await title(clerk, "走访：看研发场地和辅助账");
  await fill(clerk, { 结果: "没有研发辅助账", 下一步: "建研发辅助账", 下一步期限: "2020-10-15" });
  await press(clerk, /^填结果$/);
  await reads(clerk, "任务：建研发辅助账");
}

/** What holds it back is told, nothing typed is lost, and an exception has its approver. */
async function recommend(page) {
  await press(page, /^推荐/);
  const fields = { 日期: "2020-09-10", 推荐函文号: "皋科发〔2020〕31号", 发文单位: "如皋市科学技术局", 批次: "第四批", 申报编号: "SB20200099" };
  await fill(page, fields);
  await press(page, /^移到“推荐/);
  await page.getByRole("alert").getByText("是否满足认定条件还不知道").waitFor();
  assert.equal(await page.getByLabel("申报编号").inputValue(), "SB20200099");
  await fill(page, { 例外理由: "事实正在补录", 批准人: "季怀瑾" });
  await press(page, /^移到“推荐/);
  await reads(page, "例外：事实正在补录，季怀瑾 批准");
}

async function recognise(page, back) {
  await page.goto("/cultivation/batches?year=2020");
  await press(page, "2020年第四批");
  await press(page, "导入结果名单");
  const list = `企业名称\t证书编号\n${firm}\tGR202032009999\n外县某某公司\tGR202032009998`;
  await fill(page, { 名称和证书编号: list, 公告文号: "国科火字〔2020〕1号", 发文单位: "全国高企办", 公告日: "2020-09-18" });
  await press(page, "检查名单");
  await reads(page, "没有对上");
  await page.getByLabel("外县的").check();
  await press(page, /^导入：认定 1 家/);
  await title(page, "2020年第四批");
  await page.goto(back);
  await reads(page, "GR202032009999");
}

async function closing(page) {
  await page.goto("/cultivation/account");
  const told = await page.locator(".sumline li").last().locator("b").textContent();
  return Number(told);
}

async function verified(site, signIn, staff, page) {
  await staff.goto(page);
  const row = await staff.getByRole("link", { name: "台账记录" }).first().getAttribute("href");
  const verifier = await signIn(site.who("高新科", "核实"), plain);
  await verifier.goto(row);
  await press(verifier, /^核实/);
  await reads(verifier, "已核实");
}
