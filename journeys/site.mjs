// Starts the program on a throw-away folder and stops it again.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const password = "Yanshi-2020-kedu";

export async function startSite() {
  const folder = await mkdtemp(path.join(tmpdir(), "kedu-journey-"));
  const binary = process.env.KEDU_BINARY ?? new URL("../target/debug/kedu", import.meta.url).pathname;
  const child = spawn(binary, ["--data", path.join(folder, "data"), "serve", "--demo", "--listen", "127.0.0.1:0"], {
    env: { ...process.env, KEDU_DEMO_PASSWORD: password },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = [];
  let errors = "";
  child.stderr.on("data", (bytes) => (errors += bytes));
  const address = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => {
      lines.push(...text.split("\n"));
      const ready = text.match(/http:\/\/[0-9.:]+/);
      if (ready) resolve(ready[0]);
    });
    child.on("exit", (code) => reject(new Error(`kedu ended with ${code}: ${errors.slice(-2000)}`)));
    setTimeout(() => reject(new Error(`kedu was not ready in time: ${errors.slice(-2000)}`)), 300_000).unref();
  });
  const people = lines.map((line) => line.match(/^(yanshi-\S+)\s+(\S+)\s+(.+)$/)).filter(Boolean).map(([, name, , post]) => ({ name, password, post }));
  return {
    address,
    people,
    // The first person whose post says this.
    who: (part) => {
      const found = people.find((person) => person.post.includes(part));
      if (!found) throw new Error(`nobody is ${part}: ${people.map((person) => person.post).join(", ")}`);
      return found;
    },
    errors: () => errors,
    stop: async () => {
      child.removeAllListeners("exit");
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
