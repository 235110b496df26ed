//! `chiso todo`: what is promised is what the next run gives. The corrections of a list are made in the input
//! files, everything is read and counted again, and the points are those that were promised.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
};

use calamine::{Data, Reader};
use serde_json::Value;

use crate::support::{Row, Scratch};

const FINAL: &str = "--month 2026-08";
const OPEN: &str = "--month 2026-08 --as-of 2026-08-20";

/// Points in hundredths.
fn hundredths(value: &Value) -> i64 {
    (value.as_f64().unwrap_or_else(|| panic!("{value} is not a number")) * 100.0).round() as i64
}

fn demo(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.chiso_succeeds("demo .");
    scratch
}

/// The columns of the input that make a fact true, by the fact that a list names.
fn columns(fact: &str) -> &'static [&'static str] {
    match fact {
        "result_file" => &["result_file"],
        "components_digitized" => &["components_digitized", "has_digitized_component"],
        "synced" => &["synced"],
        "component_reused" => &["component_reused"],
        "population_database" => &["databases"],
        other => panic!("nobody knows how to correct {other}"),
    }
}

/// The files of dossiers with some corrections: by dossier, the facts that become true.
fn corrected(
    files: &[(String, String)],
    corrections: &BTreeMap<&str, BTreeSet<&str>>,
) -> Vec<(String, String)> {
    let one = |text: &String| {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let head = reader.headers().unwrap().clone();
        let place = |name: &str| head.iter().position(|known| known == name).unwrap();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&head).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            let mut cells: Vec<String> = row.iter().map(str::to_owned).collect();
            for fact in corrections.get(&row[place("dossier_id")]).into_iter().flatten() {
                for column in columns(fact) {
                    let cell = &mut cells[place(column)];
                    *cell =
                        if *column == "databases" { format!("{cell};7") } else { "1".to_owned() };
                }
            }
            writer.write_record(&cells).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    files.iter().map(|(name, text)| (name.clone(), one(text))).collect()
}

/// The points of every unit, in hundredths.
fn points(scratch: &Scratch, call: &str) -> BTreeMap<String, i64> {
    let as_of = call.split_once(" --as-of ").map_or("2026-09-01", |(_, as_of)| as_of);
    scratch.chiso_succeeds(&format!("ingest --as-of {as_of}"));
    let counted = scratch.chiso_succeeds(&format!("count {call} --format json")).json();
    let rows = counted["periods"][0]["scorecard"].as_array().unwrap().clone();
    let points = rows.iter().filter(|row| !row["points"].is_null());
    points
        .map(|row| (row["unit_id"].as_str().unwrap().to_owned(), hundredths(&row["points"])))
        .collect()
}

struct Checked<'a> {
    scratch: &'a Scratch,
    call: &'a str,
    files: Vec<(String, String)>,
    before: BTreeMap<String, i64>,
}

impl Checked<'_> {
    /// What units gain where these corrections are made.
    fn gained(&self, corrections: &BTreeMap<&str, BTreeSet<&str>>) -> impl Fn(&str) -> i64 + use<> {
        for (name, text) in corrected(&self.files, corrections) {
            fs::write(self.scratch.join(&name), text).unwrap();
        }
        let after = points(self.scratch, self.call);
        let before = self.before.clone();
        move |unit: &str| after[unit] - before[unit]
    }
}

fn files_of(scratch: &Scratch) -> Vec<(String, String)> {
    let files = fs::read_dir(scratch.join("inputs")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let dossiers = names.filter(|name| name.starts_with("dossiers-"));
    dossiers
        .map(|name| {
            let path = format!("inputs/{name}");
            let text = fs::read_to_string(scratch.join(&path)).unwrap();
            (path, text)
        })
        .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn what_is_promised_is_what_the_corrections_give() {
    let scratch = demo("todo");
    let files = files_of(&scratch);
    for call in [FINAL, OPEN] {
        for (name, text) in &files {
            fs::write(scratch.join(name), text).unwrap();
        }
        let before = points(&scratch, call);
        let todo = scratch.chiso_succeeds(&format!("todo {call} --format json")).json();
        let checked = Checked { scratch: &scratch, call, files: files.clone(), before };
        let actions = todo["actions"].as_array().unwrap();
        let (mut units, mut alone) = (0, 0);
        for (turn, unit) in todo["units"].as_array().unwrap().iter().enumerate() {
            let id = text(&unit["unit_id"]);
            let own: Vec<&Value> = actions
                .iter()
                .filter(|row| text(&row["unit_id"]) == id && row["action_kind"] == "repair")
                .collect();
            let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for row in &own {
                all.entry(text(&row["dossier_id"])).or_default().insert(text(&row["fact"]));
            }
            let gained = checked.gained(&all);
            let promised = hundredths(&unit["points_after"]) - hundredths(&unit["points"]);
            assert_eq!(gained(id), promised, "{call}: {id} with all of {} actions", own.len());
            units += usize::from(promised > 0);
            // The actions on one dossier up to a row of the list.
            let at = turn % 3 * own.len().saturating_sub(1) / 2;
            if let Some(row) = own.get(at) {
                let same = own[..=at].iter().filter(|one| one["dossier_id"] == row["dossier_id"]);
                let facts = same.map(|one| text(&one["fact"])).collect();
                let gained = checked.gained(&BTreeMap::from([(text(&row["dossier_id"]), facts)]));
                assert_eq!(gained(id), hundredths(&row["unit_points"]), "{call}: {row}");
                assert_eq!(gained("G06"), hundredths(&row["authority_points"]), "{call}: {row}");
                alone += 1;
            }
        }
        assert!(units >= 10 && alone >= 10, "{call}: {units} units, {alone} dossiers");
    }
}

#[test]
fn what_is_kept_by_an_answer_is_what_lateness_takes() {
    let scratch = demo("todo-kept");
    let before = points(&scratch, OPEN);
    let todo = scratch.chiso_succeeds(&format!("todo {OPEN} --format json")).json();
    let actions = todo["actions"].as_array().unwrap();
    let is_answer = |row: &&Value| row["action_kind"] == "answer" && !row["unit_points"].is_null();
    let row = actions.iter().find(is_answer).expect("an answer is due in August");
    let id = text(&row["dossier_id"]);
    for (name, all) in files_of(&scratch) {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(all.as_bytes());
        let head = reader.headers().unwrap().clone();
        let place = |name: &str| head.iter().position(|known| known == name).unwrap();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&head).unwrap();
        for row in reader.records() {
            let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
            if cells[place("dossier_id")] == id {
                cells[place("due_at")] = cells[place("received_at")].clone();
            }
            writer.write_record(&cells).unwrap();
        }
        fs::write(scratch.join(&name), writer.into_inner().unwrap()).unwrap();
    }
    let after = points(&scratch, OPEN);
    for (unit, column) in [(text(&row["unit_id"]), "unit_points"), ("G06", "authority_points")] {
        assert_eq!(before[unit] - after[unit], hundredths(&row[column]), "{row}");
    }
}

/// The three lacks of `portal-2026` that can be put right when a month is over, by hand: what a dossier lacks, and
/// by which of them its indicators gain.
fn lacks(fact: &Row) -> [bool; 3] {
    let is = |name: &str| fact[name] == "true";
    let counts = is("in_hand") && is("judged");
    [
        counts && is("ended") && !is("result_file"),
        counts && !is("components_digitized"),
        is("received") && !is("synced"),
    ]
}

#[test]
fn nobody_finds_fewer_actions_for_a_unit_with_few_cases() {
    let scratch = demo("todo-fewest");
    let (mut looked, mut reached) = (0, 0);
    for month in ["2025-09", "2025-12", "2026-03", "2026-06", "2026-08"] {
        let facts = scratch.facts(month);
        let counted =
            scratch.chiso_succeeds(&format!("count --month {month} --format json")).json();
        let todo = scratch.chiso_succeeds(&format!("todo --month {month} --format json")).json();
        for unit in todo["units"].as_array().unwrap() {
            let id = text(&unit["unit_id"]);
            let own: Vec<&Row> =
                facts.values().filter(|row| row["unit_id"].starts_with(id)).collect();
            if own.len() > 40 {
                continue;
            }
            let rows = counted["periods"][0]["indicators"].as_array().unwrap();
            let figure = |indicator: &str| {
                let row = rows
                    .iter()
                    .find(|row| row["unit_id"] == id && row["indicator_id"] == indicator)
                    .unwrap();
                let count = |name: &str| row[name].as_i64();
                Some((count("numerator")?, count("denominator")?)).filter(|(_, cases)| *cases > 0)
            };
            let ranked = counted["periods"][0]["scorecard"].as_array().unwrap();
            let ranked: BTreeSet<&str> = ranked
                .iter()
                .filter(|row| !row["rank"].is_null())
                .map(|row| text(&row["unit_id"]))
                .collect();
            // A rank looks at the indicators that all ranked units have.
            let in_common = |indicator: &str| {
                let all = rows.iter().filter(|row| row["indicator_id"] == indicator);
                let mut all = all.filter(|row| ranked.contains(text(&row["unit_id"])));
                all.all(|row| !row["points"].is_null())
            };
            let indicators =
                [("electronic_result", 600), ("dossier_digitized", 400), ("dossiers_synced", 600)];
            let rounded = |more: &[i64; 3], is_rank: bool| -> i64 {
                let counted = indicators.iter().zip(more);
                let counted = counted.filter(|((id, _), _)| !is_rank || in_common(id));
                let points = |((id, max), more): (&(&str, i64), &i64)| {
                    figure(id).map_or(0, |(n, d)| (2 * max * (n + more) + d) / (2 * d))
                };
                counted.map(points).sum()
            };
            // By gains in the three indicators, the fewest actions.
            let mut known: HashMap<[i64; 3], u64> = HashMap::from([([0; 3], 0)]);
            for fact in own {
                let lacking = lacks(fact);
                let is = |name: &str| fact[name] == "true";
                let mut next = known.clone();
                for done in 1..8_usize {
                    let does = [0, 1, 2].map(|lack| done >> lack & 1 == 1);
                    if (0..3).any(|lack| does[lack] && !lacking[lack]) {
                        continue;
                    }
                    let has = |lack: usize, flag: &str| is(flag) || does[lack];
                    let digitized = |result: bool, components: bool| {
                        components && (result || !is("paper_result"))
                    };
                    let counts = is("in_hand") && is("judged");
                    let then = digitized(is("result_file"), is("components_digitized"));
                    let now = digitized(has(0, "result_file"), has(1, "components_digitized"));
                    let gains = [
                        i64::from(does[0]),
                        i64::from(counts && now) - i64::from(counts && then),
                        i64::from(does[2]),
                    ];
                    for (before, actions) in &known {
                        let after = [0, 1, 2].map(|place| before[place] + gains[place]);
                        let all = actions + does.iter().filter(|does| **does).count() as u64;
                        let fewest = next.entry(after).or_insert(all);
                        *fewest = all.min(*fewest);
                    }
                }
                known = next;
            }
            for goal in unit["goals"].as_array().unwrap() {
                let is_rank = goal["target"].get("rank").is_some();
                let needed = rounded(&[0; 3], is_rank) + hundredths(&goal["points_lacking"]);
                let enough = known.iter().filter(|(gains, _)| rounded(gains, is_rank) >= needed);
                let fewest = enough.map(|(_, actions)| *actions).min();
                assert_eq!(goal["fewest_actions"].as_u64(), fewest, "{month} {id}: {goal}");
                looked += 1;
                reached += usize::from(fewest.is_some());
            }
        }
    }
    assert!(
        looked >= 10 && reached >= 2,
        "{looked} goals were looked at, {reached} can be reached"
    );
}

#[test]
fn a_list_is_written_for_people_and_programs_and_no_text_becomes_a_formula() {
    let scratch = Scratch::new("todo-files");
    scratch.chiso_succeeds("init .");
    let dossiers = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at,result_file\n\
        =1+1,A,1.000001,2026-01-05 08:00:00,2026-01-12 17:00:00,2026-01-08 17:00:00,0\n\
        @x,a,1.000001,2026-01-05 08:00:00,2026-01-12 17:00:00,2026-01-08 17:00:00,0\n";
    scratch.write("d.csv", dossiers);
    scratch.write("units.csv", "unit_id,name,parent_id\nA,[One]*/Unit,\na,\"=Two\",\n");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[rules]\nset = \"portal-2026\"\n\n\
         [paths]\nlake = \"lake\"\nreports = \"reports\"\n\n[units]\npath = \"units.csv\"\n\n[[source]]\nname = \"d\"\n\
         kind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n",
    );
    scratch.chiso_succeeds("ingest");
    scratch.chiso_succeeds("todo --month 2026-01 --into out");
    let csv = fs::read_to_string(scratch.join("out/todo.csv")).unwrap();
    assert!(csv.contains("'=1+1") && csv.contains("'@x"), "{csv}");
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(scratch.join("out/todo.xlsx")).unwrap();
    let sheets = book.sheet_names();
    assert_eq!(sheets.len(), 2, "{sheets:?}");
    for (sheet, id) in sheets.iter().zip(["=1+1", "@x"]) {
        assert!(book.worksheet_formula(sheet).unwrap().used_cells().next().is_none());
        let cells = book.worksheet_range(sheet).unwrap();
        assert!(cells.used_cells().any(|(_, _, cell)| *cell == Data::String(id.into())), "{sheet}");
    }
    // The same call gives the same bytes.
    let bytes = fs::read(scratch.join("out/todo.xlsx")).unwrap();
    scratch.chiso_succeeds("todo --month 2026-01 --into out");
    assert!(bytes == fs::read(scratch.join("out/todo.xlsx")).unwrap());
    let told = scratch.chiso("todo B --month 2026-01");
    assert!(told.code == Some(64) && told.stderr.contains("not a unit"), "{}", told.stderr);
}
