// Follows the links of pages as they come from the server, one of each kind of address.
import assert from "node:assert/strict";

const enough = 400;
const sought = ["criterion", "year", "verdict", "clause", "lacking", "alone"];

/** What an address is one of: ids, codes, numbers and days are left out, of a query only its names. */
export function kindOf(address) {
  const { pathname, searchParams } = new URL(address, "http://site");
  const parts = pathname.split("/").map((part) => (isOne(part) ? "{}" : part));
  // Firms are sought by a criterion in many ways that look alike.
  const same = (name) => (["firms", "screening"].includes(parts[1]) && sought.includes(name) ? "criterion" : name);
  const asked = [...new Set([...searchParams].filter(([, value]) => value).map(([name]) => same(name)))].sort();
  // Lists and figures are asked in the same ways whatever they are of.
  if (asked.length && ["ledger", "figures"].includes(parts[1]) && parts.length === 3) parts[2] = "{}";
  return parts.join("/") + (asked.length ? `?${asked}` : "");
}

/** What a page looks like: lists, forms, figures, criteria and fields look alike whatever they are of and however they are asked. */
export function looksLike(address) {
  const [path] = kindOf(address).split("?");
  const alike = [
    [/^\/(figures|indicators)\/(?!of-row)[^/]+/, "/$1/{}"],
    [/^\/ledger\/(?!queue|kinds|rows|vouchers|of-firm)[^/]+/, "/ledger/{}"],
    [/^\/criteria\/(?!new|prices)[^/]+/, "/criteria/{}"],
    [/^\/firms\/{}\/(facts\/{}|criteria)\/[^/]+$/, "/firms/{}/$1/{}"],
  ];
  return alike.reduce((looks, [of, as]) => looks.replace(of, as), path);
}

function isOne(part) {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9A-Z]{18}$|^\d+$/.test(part);
}

/** All pages that links lead to from the desk on, one of each `kind`; each link leads to an answer. */
export async function walk(request, address, kind = kindOf) {
  const found = new Map([["/", { place: "/", from: "the sign-in" }]]);
  const pages = [];
  for (const { place, from } of found.values()) {
    const answer = await request.get(address + place);
    assert.equal(answer.status(), 200, `${place}, linked on ${from}`);
    if (!answer.headers()["content-type"]?.startsWith("text/html")) continue;
    pages.push(place);
    for (const next of links(await answer.text(), place)) if (!found.has(kind(next))) found.set(kind(next), { place: next, from: place });
    assert.ok(found.size < enough, `more than ${enough} kinds of addresses: ${[...found.keys()].slice(-20)}`);
  }
  return pages;
}

function links(html, from) {
  const hrefs = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href]) => href.replaceAll("&amp;", "&"));
  const places = hrefs.map((href) => new URL(href, `http://site${from}`)).filter((url) => url.host === "site");
  return places.map((url) => url.pathname + url.search);
}
