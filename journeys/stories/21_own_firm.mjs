// A firm looks after its own page: the bureau opens an account for it, its holder signs in with the one-time password, sees
// what it is eligible for and what is missing, states two facts, and a clause turns; another firm's page stays shut. The
// bureau sees who stated them and whence, and confirms; the firm sees that.
import assert from "node:assert/strict";
import { arrive } from "../founding.mjs";
import { fill, press, reads, title } from "../steps.mjs";

const clause = "科技人员占比";
const holder = "沈一苇";

export default async function story({ site, signIn, see }) {
  const staff = await signIn(site.who("高新科", "录入"));
  const [own, other] = await untold(staff);
  const firm = await arrive(signIn, await opened(staff, own, see));
  await eligible(firm, own, see);
  await stated(firm, see);
  await firm.goto("/my-firm");
  assert.match(await standing(firm), /满足.*13\.33%/s);
  await see(firm, "own-firm");
  await shut(firm, own, other);
  await confirmed(await signIn(site.who("高新科", "核实")), own, see);
  await firm.goto(`${own.path}/facts/2019/tech_staff`);
  await reads(firm, "贺清和");
  await see(firm, "own-fact");
}

/** Two firms of which too little is known. */
async function untold(page) {
  await page.goto("/screening/hnte-2016?verdict=unknown");
  const links = await page.locator("tbody th a").all();
  const firms = links.slice(0, 2).map(async (link) => {
    const path = new URL(await link.getAttribute("href"), page.url()).pathname.split("/criteria")[0];
    return { name: await link.innerText(), path, code: path.split("/").pop() };
  });
  return Promise.all(firms);
}

/** The account of the firm, with the password that is shown once. */
async function opened(page, own, see) {
  await page.goto(own.path);
  await press(page, "企业账号");
  await reads(page, "还没有账号");
  await fill(page, { 姓名: holder });
  await press(page, "开账号");
  const told = await page.getByRole("main").getByRole("status").innerText();
  const [, name, password] = told.match(/已开账号 (\S+?)，一次性密码 (\S+?)，/) ?? [];
  assert.equal(name, own.code.toLowerCase(), told);
  await see(page, "own-account");
  return { name, password };
}

async function eligible(page, own, see) {
  await page.goto("/");
  await title(page, own.name);
  assert.equal(new URL(page.url()).pathname, "/my-firm");
  await reads(page, "还要您填的");
  assert.match(await standing(page), /缺数/);
  await see(page, "own-firm-missing");
}

/** The line of the clause among those of the criterion. */
async function standing(page) {
  return page.locator("#criteria tr", { hasText: clause }).innerText();
}

async function stated(page, see) {
  await press(page, /^填 2019 年的/);
  await title(page, "填报 2019 年事实");
  await see(page, "own-facts-form");
  await page.locator("#staff").fill("60");
  await page.locator("#tech_staff").fill("80");
  await press(page, "保存 2019 年的数");
  await page.getByRole("alert").getByText("科技人员").first().waitFor();
  await see(page, "own-facts-odd");
  await page.locator("#tech_staff").fill("8");
  await press(page, "保存 2019 年的数");
  await title(page, /年度事实/);
  await see(page, "own-facts");
}

/** Neither another firm's pages nor those of the bureau. */
async function shut(page, own, other) {
  for (const [place, status] of [
    [`${other.path}/facts`, 404],
    [`${other.path}/facts/2019`, 404],
    [`${other.path}/criteria/hnte-2016`, 404],
    [`${own.path}/accounts`, 403],
    ["/firms", 403],
    ["/screening/hnte-2016", 403],
  ]) {
    const answer = await page.goto(place);
    assert.equal(answer.status(), status, place);
    assert.ok(!(await page.content()).includes(other.name), place);
  }
}

async function confirmed(page, own, see) {
  await page.goto(`${own.path}/facts`);
  await press(page, /^确认 2019 年 \d+ 项/);
  await title(page, /年度事实/);
  await page.goto(`${own.path}/facts/2019/tech_staff`);
  await reads(page, holder);
  await reads(page, "企业自填");
  await see(page, "own-fact-of-bureau");
}
