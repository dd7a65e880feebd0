// Every place that a person's navigation leads to, at both sizes: no serious finding, no sideways
// scroll, one heading of the first level, nothing the browser complains about.
import assert from "node:assert/strict";
import { see as lookAt } from "../browser.mjs";

const people = [["局长"], ["产学研", "录入"], ["镇"], ["系统管理员"]];

export default async function story({ site, signIn }) {
  for (const parts of people) {
    const page = await signIn(site.who(...parts));
    const places = await page.locator("nav.side a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(places.length >= 2, `${parts.join(" ")} is led to ${places.length} places`);
    for (const place of places) {
      await page.goto(place);
      assert.equal(await page.locator("h1").count(), 1, `${place} has one heading`);
      await lookAt(page, `place${place.replaceAll("/", "-")}-${parts.at(-1)}`);
    }
  }
}
