// Every page that a person is led to by a link, however deep: nobody is led to a page that is
// missing or refused, and one page of each kind stands at both sizes without a serious finding,
// a sideways scroll, a second heading of the first level or a complaint of the browser.
import assert from "node:assert/strict";
import { see as lookAt } from "../browser.mjs";
import { kindOf, looksLike, walk } from "../walk.mjs";

const people = [["局长"], ["产学研", "录入"], ["产学研", "核实"], ["镇"], ["系统管理员"]];

export default async function story({ site, signIn }) {
  const looked = new Set();
  const findings = [];
  for (const parts of people) {
    const page = await signIn(site.who(...parts), { scripts: false });
    // The first goes everywhere, the others to one of each look.
    const pages = await walk(page.request, site.address, parts === people[0] ? kindOf : looksLike);
    assert.ok(pages.length >= 10, `${parts.join(" ")} is led to ${pages.length} pages`);
    const ahead = pages.values();
    const look = async () => {
      const eyes = await signIn(site.who(...parts));
      for (const place of ahead) {
        if (looked.has(looksLike(place))) continue;
        looked.add(looksLike(place));
        // Told at once: a story that does not come to its end tells nothing there.
        await lookOver(eyes, place).catch((error) => findings.push(error.message) && console.log(`      ${place}: ${error.message}`));
      }
    };
    // Two look side by side: each takes the next page that nobody has taken.
    await Promise.all([look(), look()]);
  }
  assert.ok(looked.size >= 30, `${looked.size} kinds of pages`);
  assert.deepEqual(findings, []);
}

async function lookOver(page, place) {
  await page.goto(place);
  assert.equal(await page.locator("h1").count(), 1, `${place} has one heading`);
  await lookAt(page, `page${looksLike(place).replace(/[^a-z0-9-]+/g, "-")}`, { picture: "KEDU_PICTURES" in process.env });
}
