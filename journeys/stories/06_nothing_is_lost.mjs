// The session ends in the middle of a form: after signing in again what was typed is there.
import assert from "node:assert/strict";
import { fill, press, reads, title } from "../steps.mjs";

export default async function story({ site, signIn }) {
  const person = site.who("产学研", "录入");
  const page = await signIn(person);
  await page.goto("/ledger");
  await press(page, "登记付款");
  await fill(page, { 金额: "18万", 付款日: "9月30日", 凭证号: "7700001" });
  assert.equal(await page.locator("#amount-echo").innerText(), "= 180,000.00 元");
  assert.equal(await page.locator("#paid_on-echo").innerText(), "= 2020-09-30");

  await page.context().clearCookies();
  await press(page, /^提交/);
  await title(page, "登录");
  await reads(page, "您刚才填的内容都在");
  await fill(page, { 用户名: person.name, 密码: person.password });
  await press(page, "登录");
  await press(page, "接着提交");
  assert.equal(await page.getByLabel("凭证号", { exact: true }).inputValue(), "7700001");
}
