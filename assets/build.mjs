// Bundles the front end into built/, each file under a name that carries its hash.
import { build } from "esbuild";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const out = new URL("built/", import.meta.url).pathname;
await mkdir(out, { recursive: true });
for (const old of await readdir(out)) await rm(path.join(out, old), { recursive: true });

const result = await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: ["kedu.css", "src/kedu.ts", "favicon.svg"],
  outdir: out,
  outbase: ".",
  entryNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "iife",
  // The oldest browser: what domestic browsers of the time carry.
  target: ["chrome105"],
  loader: { ".svg": "copy" },
  metafile: true,
});

const manifest = {};
for (const [file, about] of Object.entries(result.metafile.outputs)) {
  const source = about.entryPoint ?? Object.keys(about.inputs)[0];
  const name = path.basename(source).replace(/\.ts$/, ".js");
  manifest[name] = path.basename(file);
}
await writeFile(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 1));
console.log(Object.values(manifest).join("  "));
