// A wrong password says so and loses nothing; the right one opens the desk.
import assert from "node:assert/strict";
import { fill, press, title } from "../steps.mjs";

export default async function story({ site, open, see }) {
  const leader = site.who("局长");
  const page = await open();
  await page.goto("/plan");
  await title(page, "登录");
  await see(page, "sign-in");

  await fill(page, { 用户名: leader.name, 密码: "不是这个" });
  await press(page, "登录");
  const summary = page.getByRole("alert");
  await summary.waitFor();
  assert.equal(await page.inputValue("#name"), leader.name, "the name is still there");
  assert.ok(await summary.evaluate((alert) => alert === document.activeElement), "the summary has the focus");

  await fill(page, { 密码: leader.password });
  await press(page, "登录");
  await page.waitForURL("**/plan");
  await page.goto("/");
  await see(page, "desk");
}
