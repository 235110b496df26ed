// Opens the pages of one or more editions as their readers do and says what is wrong with them.
// Usage: node check.mjs [--few|--kinds] EDITION [EDITION...]
// Editions are folders that hold `site/`; `public/site/` is found by itself. With `--few` only some pages
// of each kind are opened, not every unit's and indicator's, with `--kinds` one of each kind; the markup
// of all pages of the month is checked all the same. Then the periods are walked as a reader does.
// Exit code 0 when nothing is wrong, 1 otherwise.

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { chosen, findPages, oneOfEach } from "./pages.mjs";
import { validate } from "./markup.mjs";
import { open } from "./browser.mjs";
import { walk } from "./walk.mjs";

const args = process.argv.slice(2);
const choose = { "--few": chosen, "--kinds": oneOfEach }[args[0]];
if (choose) args.shift();
const editions = args.map((folder) => resolve(folder));
if (editions.length === 0) {
  console.error("usage: node check.mjs [--few|--kinds] EDITION [EDITION...]");
  process.exit(64);
}

const sites = editions
  .flatMap((edition) => [edition, join(edition, "public")])
  .filter((folder) => existsSync(join(folder, "site")));
if (sites.length === 0) {
  console.error(`no site/ below ${editions.join(", ")}`);
  process.exit(66);
}

let faults = 0;
for (const edition of sites) {
  const pages = findPages(join(edition, "site"));
  const started = Date.now();
  const few = choose ? choose(pages) : pages;
  const marked = choose ? pages.filter((page) => !page.isBeside || few.includes(page)) : pages;
  const found = [
    ...validate(marked),
    ...(await open(edition, few, choose ? few : chosen(pages))),
    ...(await walk(edition)),
  ];
  for (const fault of found.slice(0, 60)) console.log(`${fault.page}: ${fault.what}`);
  if (found.length > 60) console.log(`and ${found.length - 60} more`);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`${edition}: ${pages.length} pages${choose ? `, ${few.length} opened` : ""}, ${found.length} faults, ${seconds} s`);
  if (pages.length === 0) faults += 1;
  faults += found.length;
}
process.exit(faults === 0 ? 0 : 1);
