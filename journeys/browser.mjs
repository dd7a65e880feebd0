// One Chromium for all stories. Each story gets people who sign in, eyes (pictures at both sizes)
// and an ear for everything the browser complains about.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { calm, noSidewaysScroll } from "./calm.mjs";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
const pictures = process.env.KEDU_PICTURES ?? new URL("../target/pictures/", import.meta.url).pathname;
const office = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

export async function openBrowser() {
  await mkdir(pictures, { recursive: true });
  const browser = await chromium.launch({ executablePath: process.env.KEDU_CHROMIUM ?? "/usr/bin/chromium", args: flags });
  return { at: (site) => visitTo(browser, site), close: () => browser.close() };
}

function visitTo(browser, site) {
  const contexts = [];
  const complaints = [];

  async function open({ scripts = true, small = false, at = site } = {}) {
    const context = await browser.newContext({
      baseURL: at.address,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      viewport: small ? phone : office,
      hasTouch: small,
      javaScriptEnabled: scripts,
      reducedMotion: "reduce",
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    listen(page, complaints);
    return page;
  }

  async function signIn(person, options) {
    const page = await open(options);
    await page.goto("/sign-in");
    await page.getByLabel("用户名").fill(person.name);
    await page.getByLabel("密码").fill(person.password);
    await page.getByRole("button", { name: "登录" }).click();
    await page.waitForURL((url) => url.pathname !== "/sign-in");
    return page;
  }

  return {
    open,
    signIn,
    see,
    calm,
    settle: async () => {
      if (complaints.length) throw new Error(`the browser complained:\n${complaints.join("\n")}`);
    },
    keepLastSight: async (name) => {
      const page = contexts.at(-1)?.pages().at(-1);
      await page?.screenshot({ path: path.join(pictures, `failed-${name}.png`), fullPage: true }).catch(() => {});
    },
    close: () => Promise.all(contexts.map((context) => context.close())),
  };
}

// An answer of 4xx is an answer; a policy that was broken, a script that threw and a fault are not.
function listen(page, complaints) {
  const hear = (what) => complaints.push(`${page.url()}: ${what}`);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/status of 4\d\d/.test(message.text())) hear(message.text());
  });
  page.on("pageerror", (error) => hear(error));
  page.on("response", (answer) => answer.status() >= 500 && hear(`${answer.status()} from ${answer.url()}`));
}

/** Takes the page at both sizes, as long as it is (unless no picture is wanted), and looks for findings at both. */
export async function see(page, name, { picture = true } = {}) {
  for (const [size, suffix] of [[office, "1440"], [phone, "390"]]) {
    await page.setViewportSize(size);
    await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
    if (picture) await page.screenshot({ path: path.join(pictures, `${name}-${suffix}.png`), fullPage: true });
    await noSidewaysScroll(page, `${name} at ${suffix}`);
    await calm(page);
  }
  await page.setViewportSize(office);
}
