// The style sheet in the words of old browsers.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { lower } from "../lower.mjs";

test("sides and widths are said in long form", () => {
  for (const [css, said] of [
    [".a {padding-inline:1px}", ".a {padding-inline-start:1px;padding-inline-end:1px}"],
    [".a {margin-block:calc(1px + 2px) 0 !important}", ".a {margin-block-start:calc(1px + 2px) !important;margin-block-end:0 !important}"],
    [".a {inset:0}", ".a {top:0;right:0;bottom:0;left:0}"],
    [".a {color:red;inset:auto 0 1px}", ".a {color:red;top:auto;right:0;bottom:1px;left:0}"],
    [".a {inset-block-end:1px}", ".a {bottom:1px}"],
    [".a {padding-inline-start:1px;border-block-end:0}", ".a {padding-inline-start:1px;border-block-end:0}"],
    [".a {box-shadow:inset 0 0 0 1px red;clip-path:inset(50%)}", ".a {box-shadow:inset 0 0 0 1px red;clip-path:inset(50%)}"],
    ["@media (width < 48rem) {.a {color:red}}", "@media (max-width:47.99rem) {.a {color:red}}"],
    ["@media (width >= 48rem) {.a {color:red}}", "@media (min-width:48rem) {.a {color:red}}"],
  ]) assert.equal(lower(css), said);
});

test("what is asked of the main column is asked of the window where that cannot be asked", () => {
  const wide = lower("@container main (width > 56rem) {.a,.b > .c {color:red}}");
  assert.match(wide, /^@container main \(width > 56rem\) \{\.a,\.b > \.c \{color:red\}\}/);
  assert.match(wide, /@supports not \(container-type:inline-size\) \{@media \(min-width:70rem\) \{\.app:not\(\.has-panel\) \.a,\.app:not\(\.has-panel\) \.b > \.c \{color:red\}\}/);
  assert.match(wide, /@media \(min-width:104rem\) \{\.has-panel \.a,/);
  assert.match(lower("@container main (width < 46rem) {.a {color:red}}"), /@media \(max-width:59\.99rem\) \{\.app:not/);
});

test("the style sheet says nothing that makes an old browser drop a rule that is needed", async () => {
  const css = lower(await readFile(new URL("../kedu.css", import.meta.url), "utf8"));
  for (const unknown of [/@layer/, /:is\(/, /:where\(/, /:not\([^()]*,/, /[{;]\s*(translate|rotate|inset)\s*:/, /\(width\s*[<>]=?[^)]*\)(?![^{]*\{)/, /&/]) {
    assert.doesNotMatch(css.replace(/@container[^{]+\{/g, "{"), unknown);
  }
  // A list that has :has in it falls whole.
  for (const [list] of css.matchAll(/[^{}]*:has\([^{}]*(?=\{)/g)) assert.doesNotMatch(list.replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, ""), /,/);
});

test("the script asks for elements in words that an old browser reads", async () => {
  const manifest = JSON.parse(await readFile(new URL("../built/manifest.json", import.meta.url), "utf8"));
  const script = await readFile(new URL(`../built/${manifest["kedu.js"]}`, import.meta.url), "utf8");
  for (const unknown of [/:not\([^()"'`]*[, ][^()"'`]*\)/, /:is\(/, /:where\(/, /:has\(/]) assert.doesNotMatch(script, unknown);
});
