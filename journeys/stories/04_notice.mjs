// The real notice is uploaded and mapped by keyboard: a conflict is settled, a proposal accepted,
// one edited, one dismissed, and J and K lead from one to the next.
import assert from "node:assert/strict";
import { realNotice, settle, upload } from "../mapping.mjs";
import { reads, title } from "../steps.mjs";

export default async function story({ site, signIn, see }) {
  // The demonstration holds the notice of 2020 already; this is the next year's.
  const next = (await realNotice()).replaceAll("2020", "2021");
  const page = await signIn(site.who("办公室", "科长"));
  await upload(page, "2021.txt", next);
  await see(page, "notice");

  const proposals = page.locator("[data-item]");
  assert.ok((await proposals.count()) >= 14, "every target is proposed");
  assert.match(await proposals.first().innerText(), /写法，请定一种/, "the conflict comes first");
  await byDrag(page);
  await settle(page, /≥ 30/, "目标章从严，按 30 家以上、确保");
  await byKeyboard(page, proposals);
}

/** A drag over a sentence from which nothing was read chooses its words and leads nowhere; a click leads to it. */
async function byDrag(page) {
  const link = page.locator("article mark.u a").first();
  await link.scrollIntoViewIfNeeded();
  const { x, y } = await link.evaluate((element) => {
    const { left, top, height } = element.getClientRects()[0];
    return { x: left + 4, y: top + height / 2 };
  });
  const at = page.url();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 90, y, { steps: 5 });
  await page.mouse.up();
  await page.locator("[data-adding][open]").waitFor();
  const words = await page.locator("[data-adding] [name=words]").inputValue();
  assert.ok(words.length > 2, "the words are in the form");
  assert.ok((await link.innerText()).includes(words), words);
  assert.equal(page.url(), at, "the link was not followed");

  await page.mouse.click(x, y);
  await title(page, "处理一句");
  await page.goto(at);
}

async function byKeyboard(page, proposals) {
  const chosen = page.locator("[data-item].is-on");
  const at = async () => proposals.evaluateAll((all) => all.findIndex((one) => one.classList.contains("is-on")));
  await page.keyboard.press("j");
  const from = await at();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  assert.equal(await at(), from + 1, "J J K goes one on");

  await page.keyboard.press("a");
  await chosen.locator(".badge", { hasText: "已采纳" }).waitFor();
  assert.equal(await at(), from + 1, "what was accepted is still chosen");

  await page.keyboard.press("j");
  const name = (await chosen.getByRole("heading").innerText()).trim();
  await page.keyboard.press("e");
  await title(page, "修改建议");
  await page.getByRole("button", { name: "先存下，不采纳" }).press("Enter");
  await reads(page, "已处理");
  assert.equal((await chosen.getByRole("heading").innerText()).trim(), name, "what was edited is still chosen");

  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await page.keyboard.type("与上一条重复");
  await page.keyboard.press("Enter");
  await chosen.locator(".badge", { hasText: "不采纳" }).waitFor();
  await reads(chosen, "与上一条重复");
  assert.equal(await at(), from + 3);
}
