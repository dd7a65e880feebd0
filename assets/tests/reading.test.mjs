// The same cases as the server's own tests of money and days (foundation/values).
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { build } from "esbuild";

const source = new URL("../src/reading.ts", import.meta.url).pathname;
const { outputFiles } = await build({ entryPoints: [source], bundle: true, format: "esm", write: false });
const code = Buffer.from(outputFiles[0].contents).toString("base64");
const { readDay, readMoney } = await import(`data:text/javascript;base64,${code}`);
const cases = JSON.parse(await readFile(new URL("readings.json", import.meta.url), "utf8"));

for (const [text, unit, shown] of cases.money) {
  test(`money "${text}" in ${unit} yuan`, () => assert.equal(readMoney(text, unit), shown));
}
for (const [text, shown] of cases.days) {
  test(`day "${text}"`, () => assert.equal(readDay(text, 2020), shown));
}
