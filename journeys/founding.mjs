// An empty site becomes a bureau: the administrator makes its units and people by the pages.
import assert from "node:assert/strict";
import { fill, press, reads, title } from "./steps.mjs";

const own = "Kongku-2020-kedu";

/** The first sign-in of a person: the one-time password becomes their own. */
export async function arrive(signIn, person, options) {
  const page = await signIn(person, options);
  await reads(page, "您用的是一次性密码");
  await fill(page, { 现在的密码: person.password, 新密码: own, 再填一遍新密码: own });
  await press(page, "更改密码");
  await page.getByText("您用的是一次性密码").waitFor({ state: "detached" });
  return page;
}

/** Founds a unit of a type; an office has the code by which ledger kinds know it. */
export async function found(page, place, name, code = "") {
  await page.goto("/organisations");
  await fill(page, { 名称: name, 类型: place, 代号: code, 设立日: "2015-01-01" });
  await press(page, "设立");
  await page.getByRole("rowheader", { name }).waitFor();
}

/** Admits a person, appoints them, and gives what they sign in with. */
export async function admit(page, name, sign, unit, post) {
  await page.goto("/people");
  await fill(page, { 用户名: sign, 姓名: name });
  await press(page, "建用户");
  const told = await page.getByRole("main").getByRole("status").innerText();
  const password = told.match(/一次性密码 (\S+?)，/)?.[1];
  assert.ok(password, `the one-time password is shown: ${told}`);
  await page.getByRole("link", { name: sign, exact: true }).click();
  await title(page, name);
  await fill(page, { 单位: unit, 岗位: post });
  await page.getByRole("button", { name: "任职", exact: true }).click();
  await page.getByRole("rowheader", { name: unit }).waitFor();
  return { name: sign, password, post };
}
