// What is kept of a form until its act has succeeded.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { build } from "esbuild";

const source = new URL("../src/kept.ts", import.meta.url).pathname;
const { outputFiles } = await build({ entryPoints: [source], bundle: true, format: "esm", write: false });
const code = Buffer.from(outputFiles[0].contents).toString("base64");
const { keep, keyOf, read, send, settle, forgetAll } = await import(`data:text/javascript;base64,${code}`);

class Kept {
  getItem(key) { return Object.hasOwn(this, key) ? this[key] : null; }
  setItem(key, text) { this[key] = text; }
  removeItem(key) { delete this[key]; }
}

const to = "/ledger/payment";
const form = keyOf("曹以宁", "/ledger/payment/new", to);
const again = keyOf("曹以宁", to, to);
const copy = keyOf("曹以宁", "/ledger/rows/1/copy", to);
const typed = [["amount", "36"]];
const whole = [["amount", "36"], ["paid_on", "9月16日"]];

beforeEach(() => { globalThis.sessionStorage = new Kept(); });

test("what was sent and came through is gone", () => {
  keep(form, typed);
  send(form, to, typed);
  settle(false);
  assert.equal(read(form), null);
});

test("what was refused stays to be filled in again", () => {
  keep(form, typed);
  send(form, to, typed);
  settle(true);
  assert.deepEqual(read(form).kept, typed);
});

test("refused once, completed on the page that came back and sent: nothing is offered later", () => {
  keep(form, typed);
  send(form, to, typed);
  settle(true);
  keep(again, whole);
  send(again, to, whole);
  settle(true);
  assert.ok(read(form) && read(again), "refused twice");
  send(again, to, whole);
  settle(false);
  assert.equal(read(form), null);
  assert.equal(read(again), null);
});

test("only a file was missing: the page that came back has no draft of its own", () => {
  keep(form, typed);
  send(form, to, typed);
  settle(true);
  send(again, to, null);
  settle(false);
  assert.equal(read(form), null);
});

test("what was begun elsewhere and never sent stays", () => {
  keep(copy, typed);
  keep(form, whole);
  send(form, to, whole);
  settle(false);
  assert.deepEqual(read(copy).kept, typed);
});

test("after a sign-out nothing is left", () => {
  keep(form, typed);
  forgetAll();
  assert.equal(read(form), null);
});
