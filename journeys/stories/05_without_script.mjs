// The same with scripts off: links and forms do everything.
import assert from "node:assert/strict";
import { fill, press, title } from "../steps.mjs";

export default async function story({ site, signIn }) {
  const page = await signIn(site.who("产学研", "录入"), { scripts: false });
  await page.goto("/plan");
  await page.locator(".goals tr", { hasText: "产学研合作支出额" }).locator("a.fig").first().click();
  await title(page, "产学研合作支出额");
  assert.match(new URL(page.url()).pathname, /^\/figures\/cooperation-spending$/);

  await page.goto("/ledger");
  await press(page, "登记付款");
  await fill(page, { 金额: "负三万", 付款日: "2020-09-31" });
  await press(page, /^提交/);
  const summary = page.getByRole("alert");
  await summary.getByText("2020-09-31 不是一个日子，9 月只有 30 天").waitFor();
  assert.equal(await page.getByLabel("金额", { exact: true }).inputValue(), "负三万", "what was typed is still there");
  assert.match(await page.title(), /^有 \d+ 处要改/);

  await page.goto("/firms?q=霁舟");
  await press(page, /霁舟/);
  await title(page, /霁舟/);
}
