// The pages in a real browser: every page at three widths, in print and without scripts; the chosen
// ones also with axe-core and the keyboard. Nothing may be asked for outside the edition's folder.

import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { illegible, unnamed } from "./legible.mjs";
import { keyboard } from "./keyboard.mjs";

const WIDTHS = [360, 768, 1280];
/** The printable width of A4 with the margins of the style sheet (14 mm), in CSS pixels. */
const PAPER = 687;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const program = () => {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = known.find((path) => path && existsSync(path));
  if (!found) throw new Error("no chromium; install it or name it in CHROMIUM");
  return found;
};

export async function open(edition, pages, chosen) {
  const browser = await chromium.launch({ executablePath: program(), args: ["--no-sandbox"] });
  const home = pathToFileURL(`${edition}/`).href;
  const faults = [];
  const chosenPaths = new Set(chosen.map((page) => page.path));
  const queue = [...pages];
  const work = async () => {
    const context = await browser.newContext();
    const silent = await browser.newContext({ javaScriptEnabled: false });
    for (let next = queue.shift(); next; next = queue.shift()) {
      const say = (what) => faults.push({ page: next.name, what });
      const tab = await watched(context, home, say);
      const url = pathToFileURL(next.path).href;
      await tab.goto(url);
      for (const width of WIDTHS) {
        await tab.setViewportSize({ width, height: 900 });
        await inline(tab);
        for (const what of await tab.evaluate(illegible)) say(`at ${width}: ${what}`);
        await plainly(tab);
        if (chosenPaths.has(next.path) && width !== 768) {
          for (const what of await violations(tab)) say(`axe at ${width}: ${what}`);
        }
      }
      for (const what of await tab.evaluate(unnamed)) say(what);
      if (chosenPaths.has(next.path)) for (const what of await keyboard(tab)) say(what);
      await tab.emulateMedia({ media: "print" });
      await tab.setViewportSize({ width: PAPER, height: 1000 });
      for (const what of await tab.evaluate(illegible)) say(`on paper: ${what}`);
      const withScripts = await texts(tab);
      await tab.close();
      const plain = await watched(silent, home, say);
      await plain.goto(url);
      const without = await texts(plain);
      if (without < withScripts) say(`without scripts ${without} of ${withScripts} figures and rows are there`);
      await plain.close();
    }
    await context.close();
    await silent.close();
  };
  await Promise.all([work(), work()]);
  await browser.close();
  return faults.sort((a, b) => a.page.localeCompare(b.page));
}

/** Puts the drawings that the page shows at this width into it, so that their texts can be looked at. */
async function inline(tab) {
  const shown = await tab.evaluate(async () => {
    const images = [...document.querySelectorAll("figure picture img")];
    await Promise.all(images.map((image) => image.decode()));
    return images.map((image) => image.currentSrc);
  });
  const drawings = shown.map((url) => readFileSync(new URL(url), "utf8"));
  await tab.evaluate((drawings) => {
    [...document.querySelectorAll("figure picture")].forEach((picture, place) => {
      const width = picture.querySelector("img").getBoundingClientRect().width;
      const drawn = document.createElement("div");
      drawn.className = "drawn";
      drawn.innerHTML = drawings[place];
      drawn.firstElementChild.style.cssText = `display: block; width: ${width}px; height: auto`;
      picture.after(drawn);
      picture.hidden = true;
    });
  }, drawings);
}

/** Takes them out again. */
async function plainly(tab) {
  await tab.evaluate(() => {
    for (const drawn of document.querySelectorAll("picture + .drawn")) drawn.remove();
    for (const picture of document.querySelectorAll("figure picture")) picture.hidden = false;
  });
}

async function watched(context, home, say) {
  const tab = await context.newPage();
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) say(`console: ${message.text()}`);
  });
  tab.on("pageerror", (error) => say(`script: ${error.message}`));
  tab.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !url.startsWith("data:")) say(`asks for ${url}`);
  });
  tab.on("requestfailed", (request) => say(`cannot load ${request.url()}`));
  return tab;
}

async function violations(tab) {
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}: ${nodes[0].target.join(" ")})`);
}

async function texts(tab) {
  return tab.locator("td:not([class]), .f, tr, img").count();
}
