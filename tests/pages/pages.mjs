// Which pages there are, and which of them are opened for the slow checks: every page that is the
// only one of its kind, and of units and indicators the first, the last and the one with the longest
// name; or, where an edition only looks different, one page of each kind. Pages of the periods beside the
// month of the edition are of one kind whatever their period.

import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

export function findPages(site) {
  const found = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const latest = join(site, "archive/latest");
  const month = existsSync(latest) ? basename(realpathSync(latest)) : "";
  return found.sort().map((path) => {
    const name = relative(dirname(site), path);
    const period = /\/archive\/(\d[^/]*)\//.exec(name)?.[1];
    return { path, name, isBeside: period !== undefined && period !== month };
  });
}

const longest = (group) => {
  const long = (page) => /<title>([^<]*)/.exec(readFileSync(page.path, "utf8"))?.[1].length ?? 0;
  return group.reduce((best, page) => (long(page) > long(best) ? page : best));
};

/** Pages of one kind and language together. */
function kinds(pages) {
  const found = new Map();
  for (const page of pages) {
    const name = page.isBeside ? page.name.replace(/\/archive\/[^/]*/, "/archive/beside") : page.name;
    const folder = dirname(name);
    const many = /(units|indicators)$/.test(folder) || folder.includes("embed");
    const kind = many ? folder : name;
    found.set(kind, [...(found.get(kind) ?? []), page]);
  }
  return [...found.entries()];
}

export function chosen(pages) {
  return kinds(pages).flatMap(([, group]) =>
    group.length <= 3 ? group : [...new Set([group[0], longest(group), group.at(-1)])],
  );
}

/** One page of each kind, the longest name of many, in the two languages by turns. */
export function oneOfEach(pages) {
  const both = new Map();
  for (const [kind, group] of kinds(pages)) {
    const name = kind.replace(/(^|\/)(vi|en)(?=\/|$)/, "$1*");
    both.set(name, [...(both.get(name) ?? []), group]);
  }
  return [...both.values()].map((groups, turn) => longest(groups[turn % groups.length]));
}
