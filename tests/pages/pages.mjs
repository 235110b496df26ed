// Which pages there are, and which of them are opened for the slow checks: every page that is the
// only one of its kind, and of units and indicators the first, the last and the one with the longest name.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

export function findPages(site) {
  const found = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return found.sort().map((path) => ({ path, name: relative(dirname(site), path) }));
}

export function chosen(pages) {
  const kinds = new Map();
  for (const page of pages) {
    const folder = dirname(page.name);
    const many = /(units|indicators)$/.test(folder) || folder.includes("embed");
    const kind = many ? folder : page.name;
    kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
  }
  return [...kinds.values()].flatMap((group) => {
    if (group.length <= 3) return group;
    const long = (page) => /<title>([^<]*)/.exec(readFileSync(page.path, "utf8"))?.[1].length ?? 0;
    const longest = group.reduce((best, page) => (long(page) > long(best) ? page : best));
    return [...new Set([group[0], longest, group.at(-1)])];
  });
}
