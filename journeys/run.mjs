// Runs the stories in a real Chromium against `kedu serve --demo` on a free port, one after the
// other. KEDU_BINARY names another program, KEDU_PICTURES a folder for the pictures, KEDU_ONLY
// a part of a story's name.
import { readdir } from "node:fs/promises";
import { openBrowser } from "./browser.mjs";
import { startSite } from "./site.mjs";

const folder = new URL("./stories/", import.meta.url);
// A machine that does much else is no failed story.
const patience = 600_000;
const only = process.env.KEDU_ONLY ?? "";
const names = (await readdir(folder)).filter((name) => name.endsWith(".mjs") && name.includes(only)).sort();

const begun = Date.now();
const site = await startSite();
console.log(`the demonstration is ready after ${seconds(begun)}, ${site.people.length} people`);
const browser = await openBrowser();
let failed = 0;
try {
  for (const name of names) failed += await told(name);
} finally {
  await browser.close();
  await site.stop();
}
console.log(`journeys: ${names.length - failed} passed, ${failed} failed, ${seconds(begun)}`);
process.exitCode = failed === 0 && names.length > 0 ? 0 : 1;

async function told(name) {
  const story = (await import(new URL(name, folder))).default;
  const from = Date.now();
  const visit = browser.at(site);
  try {
    await inTime(story({ site, ...visit }));
    await visit.settle();
    console.log(`ok    ${name}  ${seconds(from)}`);
    return 0;
  } catch (error) {
    await visit.keepLastSight(name);
    console.log(`FAIL  ${name}  ${seconds(from)}\n${error?.stack ?? error}`);
    return 1;
  } finally {
    await visit.close();
  }
}

/** A story that stands still is a story that failed. */
function inTime(told) {
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(fail, patience, new Error(`not told to its end in ${patience / 1000} s`))));
  return Promise.race([told, late]).finally(() => clearTimeout(timer));
}

function seconds(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`;
}
