// What every page must stand: no serious finding by axe, no sideways scroll, a light first visit.
import AxeBuilder from "@axe-core/playwright";

/** No serious or critical finding by axe. */
export async function calm(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((found) => ["serious", "critical"].includes(found.impact));
  if (serious.length === 0) return;
  const words = serious.map((found) => `  ${found.id}: ${found.help}\n${found.nodes.slice(0, 3).map((node) => `    ${node.html.slice(0, 160)}`).join("\n")}`);
  throw new Error(`axe finds on ${page.url()}:\n${words.join("\n")}`);
}

export async function noSidewaysScroll(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 1) throw new Error(`${name} scrolls sideways by ${over} px`);
}

/** Bytes over the wire of a page and all it fetches, with an empty cache. */
export async function weigh(page, address) {
  const wire = await page.context().newCDPSession(page);
  let bytes = 0;
  wire.on("Network.loadingFinished", (done) => (bytes += done.encodedDataLength));
  await wire.send("Network.enable");
  await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto(address, { waitUntil: "networkidle" });
  await wire.detach();
  return bytes;
}
