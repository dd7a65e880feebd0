// A target that was split over the towns is split again: a proposal is looked at, changed by keys and by pasting,
// handed down with a reason, and once more; a town has its own light.
import assert from "node:assert/strict";
import { press, reads, title } from "../steps.mjs";

export default async function story({ site, signIn, see }) {
  const page = await signIn(site.who("产学研", "科长"));
  await page.goto("/plan/shares");
  await title(page, "2020年任务分解");
  await see(page, "shares");
  await press(page, "新实施产学研合作项目");
  await title(page, "任务分解：新实施产学研合作项目");
  await reads(page, "第 1 版");
  await press(page, "平均");
  await reads(page, "还没有保存");
  const line = (town) => page.locator("tbody tr", { hasText: town });
  const cell = (town, quarter) => line(town).locator("input").nth(quarter - 1);
  assert.equal(await page.locator("tfoot").getByText("150，平").count(), 1, "a proposal comes out");

  await cell("如城街道", 1).focus();
  await page.keyboard.press("ArrowDown");
  assert.ok(await cell("城北街道", 1).evaluate((field) => field === document.activeElement), "an arrow goes to the next line");
  const before = await cell("城北街道", 1).inputValue();
  await page.keyboard.type(String(Number(before) - 1));
  await press(page, "存为草稿");
  await reads(page, "全年还差 1 项");
  await see(page, "split-short");
  await press(page, "按去年实绩补齐");
  await reads(page, "还没有保存");
  await page.getByLabel(/^调整理由/).fill("按去年实绩重新分解");
  await press(page, /^下达 14 个/);
  await reads(page, "第 2 版");
  await see(page, "split");

  // Pasted from a sheet: two lines of two cells.
  const [first, second] = [await cell("东陈镇", 1).inputValue(), await cell("丁堰镇", 1).inputValue()];
  await cell("东陈镇", 1).evaluate((field, [one, other]) => {
    const copied = new DataTransfer();
    copied.setData("text/plain", `${Number(one) + 1}\n${Number(other) - 1}\n`);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: copied, bubbles: true, cancelable: true }));
  }, [first, second]);
  assert.equal(await cell("丁堰镇", 1).inputValue(), String(Number(second) - 1), "a copied range fills the cells below");
  await press(page, /^下达 14 个/);
  await reads(page, "再次分解要写明理由");
  await page.getByLabel(/^调整理由/).fill("东陈镇园区投产，调增 1 项");
  await press(page, /^下达 14 个/);
  await reads(page, "东陈镇园区投产，调增 1 项");
  await page.locator("table", { hasText: "已下达" }).getByRole("link", { name: "第 3 版" }).first().click();
  await reads(page, `原 ${first}`);
  await see(page, "split-old");

  await page.goto("/plan/shares");
  await page.getByRole("link", { name: "东陈镇" }).click();
  await title(page, "2020年年度重点");
  const row = page.locator(".goals tr", { hasText: "新实施产学研合作项目" });
  assert.equal(await row.locator(".light").count(), 1, "a town has a light of its own");
  await see(page, "plan-of-town");
}
