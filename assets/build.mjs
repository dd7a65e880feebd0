// Bundles the front end into built/, each file under a name that carries its hash, and says how
// many bytes each costs over the wire.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { lower } from "./lower.mjs";

const lowered = async ({ path }) => ({ contents: lower(await readFile(path, "utf8")), loader: "css" });
// The one selector of htmx that Chromium 86 cannot read; each swap asks it.
const [asked, readable] = ["querySelector('title:not(svg title)')", "querySelectorAll('title')].find((one) => !one.closest('svg'))"];
const readableHtmx = async ({ path }) => {
  const source = await readFile(path, "utf8");
  if (!source.includes(`fragment.${asked}`)) throw new Error("htmx asks for titles in other words: see build.mjs");
  return { contents: source.replace(`fragment.${asked}`, `[...fragment.${readable}`), loader: "js" };
};
const here = new URL(".", import.meta.url).pathname;
const out = path.join(here, "built");
await mkdir(out, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["kedu.css", "src/kedu.ts", "favicon.svg"],
  outdir: out,
  outbase: ".",
  entryNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "iife",
  // The oldest browsers: 360 and Qianxin carry Chromium 86.
  target: ["chrome86", "firefox102", "safari14.1"],
  plugins: [{ name: "lower", setup({ onLoad }) {
    onLoad({ filter: /kedu\.css$/ }, lowered);
    onLoad({ filter: /htmx\.esm\.js$/ }, readableHtmx);
  } }],
  loader: { ".svg": "copy" },
  metafile: true,
});

const manifest = {};
for (const [file, about] of Object.entries(metafile.outputs)) {
  const source = about.entryPoint ?? Object.keys(about.inputs)[0];
  const name = path.basename(source).replace(/\.ts$/, ".js");
  manifest[name] = path.basename(file);
}
await writeFile(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 1));

// Last, so that a program that reads the folder always finds what the manifest names.
const kept = new Set([...Object.values(manifest), "manifest.json"]);
for (const old of await readdir(out)) if (!kept.has(old)) await rm(path.join(out, old), { recursive: true });

for (const file of Object.values(manifest)) {
  const bytes = gzipSync(await readFile(path.join(out, file)), { level: 9 }).length;
  console.log(`${file}  ${(bytes / 1024).toFixed(1)} KB gzipped`);
}
