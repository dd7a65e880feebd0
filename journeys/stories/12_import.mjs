// A town's own Excel: an odd layout, 万元, five kinds of errors. It comes back marked, is corrected and goes in, and is taken
// back again; without script, since nothing of it needs any.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { press, reads, title } from "../steps.mjs";
import { file, packed, unpacked, workbook } from "../workbook.mjs";

const fibre = "南通拾柏纤维科技有限公司";
const materials = "南通霁舟新材料有限公司";

const rows = [
  ["白蒲镇2020年企业技术需求汇总表"],
  ["填报单位：白蒲镇经济发展局", "", "", "", "", "单位：万元"],
  ["序号", "单位名称", "技术需求名称", "类型", "发布时间", "拟投入资金", "技术难点", "联系人"],
  [1, fibre, "阻燃纤维连续聚合", "关键技术攻关", "2020.9.1", "１２0", "聚合温度难控，批次差异大", "老周"],
  [2, "霁舟新材料", "薄膜在线测厚", "设备", "2020年9月2日", "1,200", "测头漂移", "小韩"],
  [3, materials, "废液回收", "工艺改良", "2020/9/3", 36, "回收率低", ""],
  [4, materials, "涂布均匀性", "工艺改进", "2020-09-31", 18, "边缘厚中间薄", ""],
  [5, fibre, "", "设备", "2020-09-05", 55, "断头多", ""],
  [6, fibre, "色差检测", "检测", "20200906", "约四十", "人工判色", ""],
  ["合计", "", "", "", "", 1429],
];

export default async function story({ site, signIn, see }) {
  const page = await signIn(site.who("白蒲镇", "镇区经办"), { scripts: false });
  const looking = await signIn(site.who("白蒲镇", "镇区经办"));
  await page.goto("/ledger");
  await page.getByRole("link", { name: /导入\s*技术需求/ }).click();
  await title(page, "导入技术需求");
  const path = await understood(page, looking, see);
  // What nobody but the town can know: it is asked for, and remembered.
  await reads(page, "没有认出必填的：现状与难点");
  await page.getByLabel("G 列 技术难点 是").selectOption({ label: "现状与难点（必填）" });
  await press(page, "检查 6 行");
  await faults(page, looking, see, path);
  const again = await corrected(page);
  await page.getByLabel("文件").setInputFiles(file("白蒲需求（已标注）.xlsx", again));
  await press(page, "重新检查");
  await title(page, /可以导入/);
  await looking.goto(page.url());
  for (const words of ["核实后", "每周有需求", "缺凭证 0 → 6 条"]) await reads(looking, words);
  await see(looking, "import-ready");
  await press(page, "导入 6 行：新建 6");
  await title(page, "已导入 6 行");
  await looking.goto(page.url());
  for (const words of ["这些记录现在怎样", "导入前", "每周有需求"]) await reads(looking, words);
  await see(looking, "import-done");

  await looking.getByRole("link", { name: "看这 6 条记录" }).click();
  for (const words of ["阻燃纤维连续聚合", "连续纺丝", "缺"]) await reads(looking, words);
  await press(page, "撤销这次导入的 6 行");
  await reads(page, "撤销了这次导入");
  await looking.reload();
  await looking.locator("tbody .badge", { hasText: "已作废" }).first().waitFor();
}

/** What was understood stands on the page before anything happens. */
async function understood(page, looking, see) {
  await page.goto("/ledger/demand/import");
  await looking.goto("/ledger/demand/import");
  await see(looking, "import-choose");
  await page.getByLabel("文件").setInputFiles(file("白蒲需求.xlsx", workbook("汇总", rows)));
  await press(page, "读取文件");
  await title(page, /看懂了什么/);
  await pointed(page);
  for (const words of ["表头在第 3 行", "表上方“单位：万元”写明单位是万元", "合计行"]) await reads(page, words);
  await looking.goto(page.url());
  await see(looking, "import-columns");
  return page.url();
}

/** The heading is pointed at: first wrongly, then where it is. */
async function pointed(page) {
  for (const row of [2, 3]) {
    await page.getByText("表头认错了").click();
    await page.getByLabel(`第 ${row} 行是表头`).check();
    await press(page, "按这一行重新读");
    await reads(page, `表头在第 ${row} 行（由您指定）`);
  }
}

async function faults(page, looking, see, path) {
  await title(page, /检查结果/);
  for (const words of ["企业名称与企业库对不上", "没有“工艺改良”这一项", "2020-09-31 不是一个日子", "缺必填：需求名称", "约四十"]) await reads(page, words);
  for (const cell of ["B5", "D6", "E7", "C8", "F9"]) await reads(page, cell);
  await looking.goto(path);
  await see(looking, "import");
  await press(page, "按建议改 1 处");
  await title(page, /检查结果/);
  assert.equal(await page.getByText("企业名称与企业库对不上").count(), 0, "a repaired sort is gone");
}

/** The marked copy as a person corrects it: the marked cells only, comments and fills left as they are. */
async function corrected(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /下载标好 4 处错的原表/ }).click()]);
  assert.equal(download.suggestedFilename(), "白蒲需求（已标注）.xlsx");
  const parts = unpacked(await readFile(await download.path()));
  const comments = [...parts].filter(([name]) => name.includes("comments")).map(([, text]) => text);
  assert.equal(comments.length, 1);
  for (const cell of ["D6", "E7", "C8", "F9"]) assert.match(comments[0], new RegExp(`ref="${cell}"`));
  assert.match(comments[0], /9 月只有 30 天/);
  const sheet = "xl/worksheets/sheet1.xml";
  let text = parts.get(sheet);
  for (const [wrong, right] of [["工艺改良", "工艺改进"], ["2020-09-31", "2020-09-11"], ["约四十", "40"], ["霁舟新材料</t>", `${materials}</t>`]]) {
    assert.ok(text.includes(wrong), wrong);
    text = text.replace(wrong, right);
  }
  text = text.replace(/<c r="C8"([^>]*)\/>/, '<c r="C8"$1 t="inlineStr"><is><t>连续纺丝</t></is></c>');
  assert.ok(text.includes("连续纺丝"), text);
  return packed(parts.set(sheet, text));
}
