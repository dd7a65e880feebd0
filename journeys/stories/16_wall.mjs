// The wall of the meeting room, what is foretold, and the year on a leader's phone.
import assert from "node:assert/strict";
import path from "node:path";
import { reads } from "../steps.mjs";

const wall = { width: 1920, height: 1080 };

export default async function story({ site, signIn, see }) {
  const page = await signIn(site.who("局长"));
  await page.goto("/wall");
  assert.equal(await page.locator(".wall .cell").count(), 15, "fourteen targets and the rhythm");
  assert.equal(await page.locator(".wall").locator("a, button, input, form").count(), 0, "nothing can be done on it");
  await see(page, "wall");
  await page.setViewportSize(wall);
  const over = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  assert.ok(over <= 0, `the wall is ${over} px higher than its screen`);
  const cut = await page.locator(".wall .cell").evaluateAll((cells) => cells.filter((cell) => cell.scrollHeight > cell.clientHeight + 1 || cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.innerText));
  assert.deepEqual(cut, [], "no cell is cut off");
  if (process.env.KEDU_PICTURES) await page.screenshot({ path: path.join(process.env.KEDU_PICTURES, "wall-1920.png") });

  await page.goto("/figures/cooperation-spending");
  await reads(page, "年底预计");
  await page.getByText("预计的依据和记录").click();
  await reads(page, "回测");
  await see(page, "forecast");

  const phone = await signIn(site.who("局长"), { small: true });
  await phone.goto("/plan");
  const first = phone.locator(".wall__grid .cell").first();
  assert.match(await first.getAttribute("class"), /cell--late/, "the worst first");
  await first.getByText("预计").waitFor();
  if (process.env.KEDU_PICTURES) await phone.screenshot({ path: path.join(process.env.KEDU_PICTURES, "plan-lead-390.png"), fullPage: true });
  await first.locator("a").click();
  await phone.waitForURL((url) => url.pathname.startsWith("/figures/"));
  await reads(phone, "未计入");
}
