// The Nu HTML Checker over every page.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

const jar = createRequire(import.meta.url)("vnu-jar");

export function validate(pages) {
  const byUrl = new Map(pages.map((page) => [`file:${page.path}`, page.name]));
  const faults = [];
  for (let from = 0; from < pages.length; from += 200) {
    const files = pages.slice(from, from + 200).map((page) => page.path);
    const args = ["-Xss4m", "-jar", jar, "--errors-only", "--exit-zero-always", "--format", "json", "--stdout"];
    const text = execFileSync("java", [...args, ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
    for (const { url, message, lastLine } of JSON.parse(text).messages) {
      faults.push({ page: byUrl.get(url) ?? url, what: `line ${lastLine}: ${message}` });
    }
  }
  return faults;
}
