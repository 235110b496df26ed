// The way of a reader through the periods: from a unit to the period before and back, to the quarter and to one of
// its months, to the index of the archive and to what it lists. Every step is a click.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { program } from "./browser.mjs";

export async function walk(edition) {
  const latest = join(edition, "site/archive/latest");
  if (!existsSync(latest)) return [];
  const browser = await chromium.launch({ executablePath: program(), args: ["--no-sandbox"] });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  const faults = [];
  for (const lang of ["vi", "en"]) {
    for (const kind of ["units", "indicators"]) {
      const page = join(latest, lang, kind, readdirSync(join(latest, lang, kind)).sort().at(-1));
      const say = (what) => faults.push({ page: page.slice(edition.length + 1), what });
      tab.removeAllListeners("requestfailed");
      // What is left behind while it loads is no fault.
      tab.on("requestfailed", (request) => {
        if (request.failure()?.errorText !== "net::ERR_ABORTED") say(`leads to ${request.url()}, which is not there`);
      });
      await steps(tab, pathToFileURL(page).href, say);
    }
  }
  await browser.close();
  return faults;
}

async function steps(tab, url, say) {
  const heading = () => tab.locator("h1").innerText();
  const shown = () => tab.locator(".periods [aria-current]").innerText();
  const follow = async (link) => {
    await link.click();
    return { heading: await heading(), period: (await tab.locator(".periods").count()) > 0 ? await shown() : "" };
  };
  await tab.goto(url);
  const start = { heading: await heading(), period: await shown() };
  const before = tab.locator(".periods [rel=prev]");
  if ((await before.count()) > 0) {
    const name = (await before.innerText()).replace("‹ ", "");
    const there = await follow(before);
    if (there.period !== name) say(`the period before is ${there.period}, not ${name}`);
    const isHome = tab.url().endsWith("/index.html");
    if (!isHome && there.heading !== start.heading) say(`the period before shows ${there.heading}`);
    const after = await follow(tab.locator(".periods [rel=next]"));
    // A page that was written before this period was published leads to the archive.
    if (after.period !== "" && after.period !== start.period) say(`behind it comes ${after.period}`);
    await tab.goto(url);
  }
  const around = tab.locator(".periods li:not(.first) ~ .first a, .periods .first ~ li:not(.first) a");
  for (let place = 0; place < (await around.count()) - 1; place += 1) {
    const name = await around.nth(place).innerText();
    const there = await follow(around.nth(place));
    if (there.period !== name) say(`${name} leads to ${there.period}`);
    const back = tab.locator(".periods a", { hasText: start.period });
    if ((await back.count()) === 0) say(`${name} does not lead back to ${start.period}`);
    await tab.goto(url);
  }
  await follow(tab.locator(".periods a").last());
  const listed = tab.locator(".issues a");
  const all = await listed.count();
  if (all === 0) say("the archive lists nothing");
  for (let place = 0; place < all; place += 1) {
    const name = await listed.nth(place).innerText();
    const there = await follow(listed.nth(place));
    if (there.period !== name) say(`${name} of the archive leads to ${there.period}`);
    await follow(tab.locator(".periods a").last());
  }
}
