// Runs the journeys in a real Chromium against `kedu serve --demo` on a free port, one after the
// other. KEDU_BINARY names another program, KEDU_PICTURES a folder for the pictures,
// KEDU_ONLY a part of a journey's name.
import { readdir } from "node:fs/promises";
import { startSite } from "./site.mjs";
import { openBrowser } from "./browser.mjs";

const folder = new URL("./stories/", import.meta.url);
const only = process.env.KEDU_ONLY ?? "";
const files = (await readdir(folder)).filter((name) => name.endsWith(".mjs") && name.includes(only)).sort();

const site = await startSite();
const browser = await openBrowser(site);
let passed = 0;
let failed = 0;
try {
  for (const file of files) {
    const story = (await import(new URL(file, folder))).default;
    const begun = Date.now();
    try {
      await story({ site, browser });
      passed += 1;
      console.log(`ok    ${file}  ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${file}\n${error?.stack ?? error}`);
      await browser.lastPicture(file);
    }
    await browser.closePages();
  }
} finally {
  await browser.close();
  await site.stop();
}
console.log(`journeys: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
