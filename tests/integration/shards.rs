//! The work of a run in pieces: parts made by themselves, shares of the dossiers resolved and counted by
//! themselves, and an edition put together from both, which is the one of a single run byte for byte.
//! Whatever is missing, double or of something else is refused by name, and nothing is published.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::support::{Call, Outcome, Scratch, Snapshot, differing, snapshot};
use chiso::demo;

const DATA_REFUSED: i32 = 65;
const INPUT_MISSING: i32 = 66;
const MONTH: &str = "2026-06";

/// The demonstration's ministry with tables alone, after a change of its configuration.
fn ministry(change: impl Fn(String) -> String) -> Scratch {
    let scratch = Scratch::new("shards");
    demo::write(scratch.path()).expect("the demonstration can be written");
    let written = fs::read_to_string(scratch.join("chiso.toml")).expect("the configuration");
    scratch.write("chiso.toml", change(written));
    scratch
}

fn under(rules: &str) -> Scratch {
    ministry(|text| text.replace("\"portal-2026\"", &format!("{rules:?}")))
}

#[track_caller]
fn assert_same(scratch: &Scratch, expected: &Snapshot, what: &str) {
    let found = scratch.published();
    assert!(&found == expected, "{what}: {:?}", differing(&found, expected));
}

/// What one run publishes.
fn in_one(scratch: &Scratch) -> Snapshot {
    let expected = in_one_of_a_lake(scratch);
    fs::remove_dir_all(scratch.join("lake")).expect("removed");
    expected
}

/// The same from a lake that stands.
fn in_one_of_a_lake(scratch: &Scratch) -> Snapshot {
    scratch.chiso_succeeds(&format!("run --month {MONTH}"));
    let expected = scratch.published();
    fs::remove_dir_all(scratch.join("reports")).expect("removed");
    expected
}

/// The parts of all files.
fn make_parts(scratch: &Scratch) {
    let list = scratch.chiso_succeeds("part --list --into parts").stdout;
    assert!(!scratch.join("parts").exists(), "a list makes nothing");
    scratch.chiso_succeeds(&format!("part --into parts {}", list.replace('\n', " ")));
}

fn shard(scratch: &Scratch, share: &str) -> Outcome {
    let call = format!("shard {share} --parts parts --into partials --period {MONTH}");
    scratch.chiso(&call)
}

fn make_partials(scratch: &Scratch, shares: usize) {
    // The last share first: which is made when does not matter.
    for share in (1..=shares).rev() {
        shard(scratch, &format!("{share}/{shares}")).succeeded();
    }
}

fn merge(scratch: &Scratch) -> Outcome {
    scratch.chiso(&format!("run --from-partials partials --parts parts --month {MONTH}"))
}

/// The partials by name.
fn partials(scratch: &Scratch) -> Vec<PathBuf> {
    let entries = fs::read_dir(scratch.join("partials")).expect("the partials");
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    all.sort();
    all
}

#[track_caller]
fn assert_refused(scratch: &Scratch, outcome: &Outcome, code: i32, said: &[&str]) {
    assert_eq!(outcome.code, Some(code), "{}", outcome.stderr);
    for words in said {
        assert!(outcome.stderr.contains(words), "{words:?} is not said: {}", outcome.stderr);
    }
    assert!(!scratch.join("reports/current").exists(), "something was published");
}

#[test]
fn any_number_of_shares_gives_the_edition_of_one_run() {
    for rules in ["portal-2026", "document-2026", "vendor-2022"] {
        let scratch = under(rules);
        let expected = in_one(&scratch);
        make_parts(&scratch);
        for shares in [1, 3, 8] {
            make_partials(&scratch, shares);
            assert_eq!(partials(&scratch).len(), shares);
            if shares == 8 {
                // Only parts and partials are needed now.
                fs::rename(scratch.join("inputs"), scratch.join("elsewhere")).expect("renamed");
            }
            merge(&scratch).succeeded();
            assert_same(&scratch, &expected, &format!("{rules} in {shares} shares"));
            for folder in ["partials", "reports"] {
                fs::remove_dir_all(scratch.join(folder)).expect("removed");
            }
        }
        assert!(!scratch.join("lake/current").exists(), "no lake is made");
        // The versions that the edition names stay, though nothing was read here.
        let kept = snapshot(&scratch.join("lake"));
        let is_kept =
            |start: &str| kept.keys().any(|path| path.to_string_lossy().starts_with(start));
        for start in ["parts/units-", "parts/procedures-", "rules/"] {
            assert!(is_kept(start), "{start}: {:?}", kept.keys());
        }
        assert!(!is_kept("parts/dossiers-"), "{:?}", kept.keys());
    }
}

/// Numbers of units and procedures come from what each share holds, where no list gives them.
#[test]
fn units_that_are_discovered_are_the_same_in_every_share() {
    let scratch = ministry(|text| {
        text.replace("path = \"inputs/units.csv\"", "discover = true")
            .replace("on_duplicate = \"last\"", "on_duplicate = \"first\"")
    });
    let expected = in_one(&scratch);
    make_parts(&scratch);
    make_partials(&scratch, 5);
    merge(&scratch).succeeded();
    assert_same(&scratch, &expected, "discovered units");
}

/// Few dossiers, so that some shares have none; and one number that two units gave, which is met in one
/// share, whichever unit a row is found to be of.
#[test]
fn shares_without_a_dossier_are_shares() {
    let scratch = Scratch::new("shards");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n\n\
         [[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers-*.csv\"\n\
         id_scope = \"unit\"\n",
    );
    let header = "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at,databases";
    for (number, rows) in [
        [
            "H1,A,1.000001,2026-06-02 08:00,2026-06-10 17:00,2026-06-09 08:00,CSDLDC",
            "H2,B,1.000002,2026-06-02 08:00,2026-06-10 17:00,2026-06-19 08:00,",
            "H3,A,1.000002,not a date,2026-06-10 17:00,2026-06-19 08:00,",
        ],
        [
            "H1,B,1.000003,2026-06-03 08:00,2026-06-11 17:00,,CSDLDC;CSDLDN",
            "H2, b ,1.000002,2026-06-02 08:00,2026-06-10 17:00,2026-06-09 08:00,",
            "H4,C,1.000001,2026-05-02 08:00,2026-06-10 17:00,,",
        ],
    ]
    .iter()
    .enumerate()
    {
        scratch
            .write(&format!("dossiers-{number}.csv"), format!("{header}\n{}\n", rows.join("\n")));
    }
    let expected = in_one(&scratch);
    make_parts(&scratch);
    make_partials(&scratch, 40);
    merge(&scratch).succeeded();
    assert_same(&scratch, &expected, "forty shares of five dossiers");
}

/// What is gone and still counts is a part like any other, and stands as archived in the manifest.
#[test]
fn archived_and_present_files_are_shared_alike() {
    let scratch = ministry(|text| format!("{text}\n[lake]\nkeep_removed = true\n"));
    scratch.chiso_succeeds("ingest");
    make_parts(&scratch);
    for file in ["dossiers-2026-03.csv", "ratings.csv"] {
        fs::remove_file(scratch.join("inputs").join(file)).expect("removed");
    }
    let expected = in_one_of_a_lake(&scratch);
    make_partials(&scratch, 2);
    merge(&scratch).succeeded();
    assert_same(&scratch, &expected, "archived and present");
    let manifest = fs::read_to_string(scratch.edition().join("manifest.json")).expect("a manifest");
    assert_eq!(manifest.matches("\"archived\"").count(), 2, "{manifest}");
}

/// As the README shows it.
#[test]
fn the_three_steps_work_under_xargs() {
    let scratch = under("portal-2026");
    let expected = in_one(&scratch);
    let script = "set -e
        chiso part --list --into parts | xargs -d '\\n' -P 2 -n 4 chiso part --into parts
        seq 4 | xargs -P 2 -I{} chiso shard {}/4 --parts parts --into partials --month 2026-06
        chiso run --from-partials partials --parts parts --month 2026-06";
    let program = Path::new(env!("CARGO_BIN_EXE_chiso")).parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("bash")
        .args(["-c", script])
        .current_dir(scratch.path())
        .env("PATH", format!("{}:{path}", program.display()))
        .env("CHISO_TODAY", "2030-01-01")
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_same(&scratch, &expected, "under xargs");
}

#[test]
fn a_task_that_is_done_again_or_was_killed_does_no_harm() {
    let scratch = under("portal-2026");
    let expected = in_one(&scratch);
    make_parts(&scratch);
    let before = snapshot(&scratch.join("parts"));
    let part = before.keys().find(|name| name.to_string_lossy().starts_with("dossiers-"));
    let part = scratch.join("parts").join(part.expect("a part"));
    // What killed tasks leave, and a part whose rows are damaged.
    fs::write(scratch.join("parts/.new.0000.dossiers.part"), "half of a part").expect("written");
    let mut bytes = fs::read(&part).expect("a part");
    bytes[100] ^= 1;
    fs::write(&part, bytes).expect("written");
    let list = scratch.chiso_succeeds("part --list --into parts --format json").json();
    let files = list.as_array().expect("a list").iter();
    let files: Vec<&str> = files.map(|file| file["path"].as_str().expect("a path")).collect();
    let again =
        scratch.chiso_succeeds(&format!("part --format json --into parts {}", files.join(" ")));
    let again = again.json();
    let made = again.as_array().expect("parts").iter().filter(|part| part["was_there"] == false);
    let made: Vec<&str> = made.map(|part| part["part"].as_str().expect("a name")).collect();
    assert_eq!(made, [part.file_name().expect("a name").to_str().expect("UTF-8")]);
    // Several processes at the same files at the same time.
    fs::remove_dir_all(scratch.join("parts")).expect("removed");
    let at_once = (0..3).map(|_| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chiso"));
        command.args(["part", "--into", "parts"]).args(&files).stdout(Stdio::null());
        command.current_dir(scratch.path()).spawn().expect("it starts")
    });
    for mut child in at_once.collect::<Vec<_>>() {
        assert!(child.wait().expect("it ends").success());
    }
    let hidden = snapshot(&scratch.join("parts"));
    let hidden = hidden.keys().filter(|name| name.to_string_lossy().starts_with('.')).count();
    assert_eq!(hidden, 0, "nothing is left of what was made aside");
    fs::write(scratch.join("parts/.new.0000.dossiers.part"), "half of a part").expect("written");
    make_partials(&scratch, 3);
    shard(&scratch, "2/3").succeeded();
    fs::write(scratch.join("partials/.new.0000.2-of-3.partial"), "half of one").expect("written");
    merge(&scratch).succeeded();
    assert_same(&scratch, &expected, "done again");
}

#[test]
fn partials_that_are_missing_double_or_of_something_else_are_refused_by_name() {
    let scratch = under("portal-2026");
    make_parts(&scratch);
    make_partials(&scratch, 3);
    let all = partials(&scratch);
    let second = &all[1];

    fs::rename(second, scratch.join("aside")).expect("renamed");
    let missing = merge(&scratch);
    assert_refused(&scratch, &missing, INPUT_MISSING, &["share 2 of 3", "chiso shard 2/3"]);

    fs::copy(&all[0], second).expect("copied");
    let double = merge(&scratch);
    let names = ["1-of-3.partial", "2-of-3.partial", "share 1 of 3"];
    assert_refused(&scratch, &double, DATA_REFUSED, &names);

    fs::write(second, "not a partial").expect("written");
    assert_refused(&scratch, &merge(&scratch), DATA_REFUSED, &["2-of-3.partial", "damaged"]);
    let mut bytes = fs::read(scratch.join("aside")).expect("a partial");
    bytes[40] ^= 1;
    fs::write(second, bytes).expect("written");
    assert_refused(&scratch, &merge(&scratch), DATA_REFUSED, &["2-of-3.partial", "damaged"]);

    fs::rename(scratch.join("aside"), second).expect("renamed");
    let other = format!("shard 1/4 --parts parts --into partials --month {MONTH}");
    scratch.chiso_succeeds(&other);
    let foreign = merge(&scratch);
    assert_refused(&scratch, &foreign, DATA_REFUSED, &["1-of-4.partial", "of 3"]);
    fs::remove_file(scratch.join("partials/1-of-4.partial")).expect("removed");

    // Another month, another cut-off, other rules, another list of units: each is named.
    for (change, said) in [
        (
            Box::new(|scratch: &Scratch| {
                scratch.chiso("shard 2/3 --parts parts --into partials --month 2026-05")
            }) as Box<dyn Fn(&Scratch) -> Outcome>,
            "periods",
        ),
        (
            Box::new(|scratch: &Scratch| {
                scratch.chiso(&format!(
                    "shard 2/3 --parts parts --into partials --month {MONTH} --as-of 2026-07-20"
                ))
            }),
            "cut-off",
        ),
        (
            Box::new(|scratch: &Scratch| {
                let text =
                    fs::read_to_string(scratch.join("chiso.toml")).expect("the configuration");
                scratch.write("other.toml", text.replace("\"portal-2026\"", "\"document-2026\""));
                shard(scratch, "2/3 --config other.toml")
            }),
            "rule set",
        ),
        (
            Box::new(|scratch: &Scratch| {
                let text = fs::read_to_string(scratch.join("inputs/units.csv")).expect("units");
                scratch.write("inputs/units.csv", format!("{text}\n"));
                scratch.chiso_succeeds("part inputs/units.csv --into parts");
                shard(scratch, "2/3")
            }),
            "inputs/units.csv",
        ),
    ] {
        change(&scratch).succeeded();
        assert_refused(&scratch, &merge(&scratch), DATA_REFUSED, &["2-of-3.partial", said]);
    }
    fs::remove_dir_all(scratch.join("partials")).expect("removed");
    let none = merge(&scratch);
    assert_refused(&scratch, &none, INPUT_MISSING, &["partials", "chiso shard"]);
}

#[test]
fn parts_that_are_missing_or_were_read_in_another_way_are_refused_by_name() {
    let scratch = under("portal-2026");
    let nothing = shard(&scratch, "1/2");
    assert_refused(&scratch, &nothing, INPUT_MISSING, &["parts", "chiso part"]);
    make_parts(&scratch);
    let other = scratch.chiso("part no/such.csv inputs/units.csv --into parts");
    assert_refused(&scratch, &other, INPUT_MISSING, &["no/such.csv"]);

    // A new file has none.
    let new = scratch.join("inputs/dossiers-2026-09.csv");
    fs::copy(scratch.join("inputs/dossiers-2026-08.csv"), &new).expect("copied");
    let missing = shard(&scratch, "1/2");
    assert_refused(&scratch, &missing, INPUT_MISSING, &["inputs/dossiers-2026-09.csv"]);
    fs::remove_file(&new).expect("removed");

    // Nor has one that changed.
    let changed = scratch.join("inputs/ratings.csv");
    let text = fs::read_to_string(&changed).expect("a file");
    fs::write(&changed, format!("{text}\n")).expect("written");
    let missing = shard(&scratch, "1/2");
    assert_refused(&scratch, &missing, INPUT_MISSING, &["inputs/ratings.csv", "changed"]);
    scratch.chiso_succeeds("part inputs/ratings.csv --into parts");
    make_partials(&scratch, 2);

    let text = fs::read_to_string(scratch.join("chiso.toml")).expect("the configuration");
    let path = "path = \"inputs/events.csv\"";
    let changed = text.replace(path, &format!("{path}\ndelimiter = \",\""));
    assert_ne!(changed, text);
    scratch.write("chiso.toml", changed);
    for refused in [shard(&scratch, "1/2"), merge(&scratch)] {
        assert_refused(
            &scratch,
            &refused,
            DATA_REFUSED,
            &["inputs/events.csv", "read in another way"],
        );
    }
    scratch.write("chiso.toml", text);

    // A part that is gone, and one that is another's.
    let parts = snapshot(&scratch.join("parts"));
    let of = |kind: &str| {
        let name = parts.keys().find(|name| name.to_string_lossy().starts_with(kind));
        scratch.join("parts").join(name.expect("a part"))
    };
    let bytes = fs::read(of("ratings-")).expect("a part");
    fs::copy(of("petitions-"), of("ratings-")).expect("copied");
    assert_refused(&scratch, &shard(&scratch, "1/2"), DATA_REFUSED, &["ratings-", "another file"]);
    fs::write(of("ratings-"), bytes).expect("written");
    fs::remove_file(of("events-")).expect("removed");
    for refused in [shard(&scratch, "1/2"), merge(&scratch)] {
        assert_refused(&scratch, &refused, INPUT_MISSING, &["inputs/events.csv"]);
    }
}

#[test]
fn a_share_that_is_none_is_named() {
    let scratch = under("portal-2026");
    for share in ["0/3", "4/3", "1", "1/0", "a/b", "1/3/3", "-1/3"] {
        let call = Call::new(&format!("shard --parts parts --into partials --month {MONTH}"));
        let ended = call.arg("--").arg(share).at(scratch.path()).run();
        assert_eq!(ended.code, Some(64), "{share}: {}", ended.stderr);
        assert!(ended.stderr.contains(share), "{share}: {}", ended.stderr);
    }
    let ended = shard(&scratch, "1/2 --as-of now");
    assert_eq!(ended.code, Some(64), "{}", ended.stderr);
    assert!(ended.stderr.contains("one minute"), "{}", ended.stderr);
    let ended = scratch.chiso(&format!("run --from-partials partials --month {MONTH}"));
    assert_eq!(ended.code, Some(64), "{}", ended.stderr);
    assert!(ended.stderr.contains("--parts"), "{}", ended.stderr);
}
