// Makes the editions whose pages are opened: real records where they lie beside the project, and
// invented ministries that are unkind to pages.
// Usage: node editions.mjs CHISO FOLDER    prints the path of each edition on a line of its own

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ministries } from "./ministries.mjs";

const [chiso, folder] = process.argv.slice(2).map((path) => resolve(path));
if (!folder) {
  console.error("usage: node editions.mjs CHISO FOLDER");
  process.exit(64);
}

function run(name, files, call) {
  const home = join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    writeFileSync(join(home, file), text);
  }
  execFileSync(chiso, call, { cwd: home, stdio: ["ignore", "ignore", "inherit"] });
  console.log(join(home, "reports/current"));
}

for (const { name, files, call } of ministries()) run(name, files, call);

const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const boston = resolve(project, "../shared/data/boston-311");
if (existsSync(boston)) {
  const config = `[authority]
id = "Boston"
name = "City of Boston"
kind = "province"
timezone = "America/New_York"

[units]
discover = true

[[source]]
name = "city"
kind = "dossiers"
format = "table"
path = ${JSON.stringify(join(boston, "requests-*.csv"))}
datetime = ["%Y-%m-%d %H:%M:%S"]
columns = { dossier_id = "case_enquiry_id", unit_id = "department", procedure_id = "type", received_at = "open_dt", due_at = "sla_target_dt", ended_at = "closed_dt", channel = "source" }
values.channel = { online = ["Citizens Connect App", "Self Service"], counter = ["Constituent Call"], post = ["Twitter"], other = ["*"] }
`;
  run("boston", { "chiso.toml": config }, ["run", "--from", "2018-01", "--to", "2018-12"]);
}
