// Starts the program on a throw-away folder and stops it again.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const root = new URL("../", import.meta.url).pathname;
const binary = process.env.KEDU_BINARY ?? path.join(root, "target/debug/kedu");
// One known password for all demonstration people.
const password = "Yanshi-2020-kedu";
const patience = 300_000;

/** A running site: the demonstration year, or (`demo: false`) an empty county with one administrator. */
export async function startSite({ demo = true } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "kedu-journey-"));
  const words = ["--data", path.join(folder, "data"), "serve", ...(demo ? ["--demo"] : ["--county", "320682", "--name", "如皋市"]), "--listen", "127.0.0.1:0"];
  const child = spawn(binary, words, { cwd: folder, env: { ...process.env, KEDU_DEMO_PASSWORD: password }, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
  const ended = new Promise((resolve) => child.once("close", (code) => resolve(code ?? "a signal")));

  const stop = async () => {
    const before = said.err.length;
    child.kill("SIGTERM");
    const code = await ended;
    await rm(folder, { recursive: true, force: true });
    const last = said.err.slice(before);
    if (code !== 0 || last.includes('"level":"ERROR"')) throw new Error(`kedu did not end well when it was told to stop: ${code}\n${last.slice(-2000)}`);
  };

  try {
    const address = await ready(said, ended);
    return { address, binary, stop, said, people: people(said.out), administrator: administrator(said.out), who };
  } catch (error) {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function ready(said, ended) {
  let over = null;
  ended.then((code) => (over = code));
  for (const until = Date.now() + patience; Date.now() < until; await new Promise((next) => setTimeout(next, 100))) {
    if (over !== null) throw new Error(`kedu ended with ${over}:\n${said.err.slice(-2000)}`);
    const address = said.out.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
    if (address && (await fetch(`${address}/healthz`).then((answer) => answer.ok, () => false))) return address;
  }
  throw new Error(`kedu was not ready in ${patience / 1000} s:\n${said.err.slice(-2000)}`);
}

/** `yanshi-qian  password  post`, a line a person. */
function people(out) {
  const lines = out.split("\n").map((line) => line.match(/^\s*(yanshi-\S+)\s+(\S+)\s+(.+?)\s*$/));
  return lines.filter(Boolean).map(([, name, password, post]) => ({ name, password, post }));
}

/** The one administrator of an empty database. */
function administrator(out) {
  const found = out.match(/用户名：(\S+)\s+一次性密码：(\S+)/);
  return found && { name: found[1], password: found[2], post: "系统管理员" };
}

/** The first person whose post has all these words. */
function who(...parts) {
  const found = this.people.find((person) => parts.every((part) => person.post.includes(part)));
  if (!found) throw new Error(`nobody is ${parts.join(" ")}: ${this.people.map((person) => person.post).join("; ")}`);
  return found;
}
