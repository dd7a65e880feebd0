// Two rules about dependencies: everything that is built in or tests the program has a licence
// of deny.toml's list, and no crate names a dependency that its sources do not use.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = new URL("../", import.meta.url).pathname;
const allowed = new Set(readFileSync(path.join(root, "deny.toml"), "utf8").match(/^allow = \[([^\]]*)\]/m)[1].match(/"[^"]+"/g).map((name) => name.slice(1, -1)));

// Names outside SPDX that packages give themselves.
const spelled = { "BSD-0-Clause": "0BSD" };

/** Whether an SPDX expression can be met by allowed licences alone: OR needs one side, AND both. */
function isAllowed(expression) {
  const words = expression.replaceAll("/", " OR ").replace(/[()]/g, " $& ").trim().split(/\s+/);
  const either = () => {
    let good = both();
    while (words[0] === "OR") good = (words.shift(), both()) || good;
    return good;
  };
  const both = () => {
    let good = one();
    while (words[0] === "AND") good = (words.shift(), one()) && good;
    return good;
  };
  const one = () => {
    const word = spelled[words[0]] ?? words[0];
    words.shift();
    if (word === "(") {
      const good = either();
      words.shift();
      return good;
    }
    return allowed.has(words[0] === "WITH" ? `${word} ${words.splice(0, 2).join(" ")}` : word);
  };
  return either();
}

function metadata() {
  const asked = ["metadata", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"];
  return JSON.parse(execFileSync("cargo", asked, { cwd: root, maxBuffer: 1 << 28 }));
}

function npmPackages(folder) {
  const lock = JSON.parse(readFileSync(path.join(root, folder, "package-lock.json"), "utf8"));
  const kept = Object.entries(lock.packages).filter(([place]) => place !== "");
  return kept.map(([place, { license }]) => ({ name: place.replace("node_modules/", ""), license }));
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".rs") && !/\/(node_modules|target)(\/|$)/.test(entry.parentPath ?? entry.path))
    .map((entry) => readFileSync(path.join(entry.parentPath ?? entry.path, entry.name), "utf8"))
    .join("\n");
}

function unused(member) {
  const text = sources(path.dirname(member.manifest_path));
  const names = member.dependencies.map(({ name, rename }) => (rename ?? name).replaceAll("-", "_"));
  return [...new Set(names)].filter((name) => !new RegExp(`\\b${name}\\b`).test(text)).map((name) => `${member.name} does not use ${name}`);
}

function unusedInWorkspace(members) {
  const used = new Set(members.flatMap((member) => member.dependencies.map(({ name, rename }) => rename ?? name)));
  const section = readFileSync(path.join(root, "Cargo.toml"), "utf8").split("[workspace.dependencies]")[1].split("\n[")[0];
  return [...section.matchAll(/^([\w-]+)\s*=(?!.*\bpath =)/gm)].map(([, name]) => name).filter((name) => !used.has(name)).map((name) => `no crate uses ${name} of the root Cargo.toml`);
}

const { packages, workspace_members, resolve } = metadata();
const built = new Set(resolve.nodes.map((node) => node.id));
const members = packages.filter((one) => workspace_members.includes(one.id));
const all = [...packages.filter((one) => built.has(one.id)), ...npmPackages("assets"), ...npmPackages("journeys")];

const wrong = all.filter(({ license }) => !license || !isAllowed(license)).map(({ name, license }) => `${name}: the licence ${license ?? "(none)"} is not on the list of deny.toml`);
wrong.push(...members.flatMap(unused), ...unusedInWorkspace(members));
for (const line of wrong) console.log(line);
console.log(`${all.length} packages, ${members.length} crates, ${wrong.length} findings`);

const deny = spawnSync("cargo", ["deny", "--log-level", "error", "check", "licenses", "bans", "sources"], { cwd: root, encoding: "utf8" });
const denyIsThere = deny.status === 0 || !/no such command|no such subcommand/.test(deny.stderr);
if (denyIsThere) console.log(`cargo deny: ${deny.status === 0 ? "good" : deny.stderr}`);
process.exitCode = wrong.length > 0 || (denyIsThere && deny.status !== 0) ? 1 : 0;
