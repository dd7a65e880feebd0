// One Chromium for all journeys: people who sign in, pages that are looked at.
import AxeBuilder from "@axe-core/playwright";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
const pictures = process.env.KEDU_PICTURES ?? new URL("../target/pictures/", import.meta.url).pathname;
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

export async function openBrowser(site) {
  await mkdir(pictures, { recursive: true });
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
  const contexts = [];

  async function visit({ scripts = true, small = false } = {}) {
    const context = await browser.newContext({
      baseURL: site.address,
      locale: "zh-CN",
      viewport: small ? phone : desk,
      hasTouch: small,
      javaScriptEnabled: scripts,
      reducedMotion: "reduce",
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const complaints = [];
    // A refused form is an answer, not a fault of the page.
    page.on("console", (message) => message.type() === "error" && !/status of 4\d\d/.test(message.text()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.calmConsole = () => {
      if (complaints.length) throw new Error(`the browser complained: ${complaints.join("; ")}`);
    };
    return page;
  }

  async function signIn(person, options) {
    const page = await visit(options);
    await page.goto("/sign-in");
    await page.fill("#name", person.name);
    await page.fill("#password", person.password);
    await page.click("button[type=submit]");
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    return page;
  }

  return {
    visit,
    signIn,
    see: (page, name) => see(page, name),
    calm,
    lastPicture: async (file) => {
      const page = contexts.at(-1)?.pages().at(-1);
      await page?.screenshot({ path: path.join(pictures, `failed-${file}.png`), fullPage: true }).catch(() => {});
    },
    closePages: async () => {
      for (const context of contexts.splice(0)) await context.close();
    },
    close: () => browser.close(),
  };
}

// Takes the page at both sizes, as long as it is, and asks axe at both.
async function see(page, name) {
  for (const [size, suffix] of [[desk, "1440"], [phone, "390"]]) {
    await page.setViewportSize(size);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: path.join(pictures, `${name}-${suffix}.png`), fullPage: true });
    await noSidewaysScroll(page, `${name} at ${suffix}`);
    await calm(page);
  }
  await page.setViewportSize(desk);
  page.calmConsole();
}

async function noSidewaysScroll(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 1) throw new Error(`${name} scrolls sideways by ${over} px`);
}

// No serious finding by axe.
export async function calm(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((found) => ["serious", "critical"].includes(found.impact));
  if (serious.length) {
    const words = serious.map((found) => `${found.id}: ${found.help} (${found.nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(" | ")})`);
    throw new Error(`axe on ${page.url()}: ${words.join("; ")}`);
  }
}
