//! The house as `lib.rs` draws it: a room imports only from rooms below it, and some rooms know
//! nothing of files, frames or the command line. The test reads the sources.

mod imports;
mod orders;

use std::{
    fs,
    path::{Path, PathBuf},
};

use imports::Imports;

/// Rooms from the ground up.
const FLOORS: [&str; 18] = [
    "domain", "schema", "rules", "sources", "lake", "judge", "count", "score", "disclose",
    "edition", "sheets", "charts", "figures", "render", "press", "pipeline", "demo", "cli",
];

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.file_stem().is_some_and(|stem| stem == "tests") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inner = path.strip_prefix(&root).unwrap().to_owned();
                let first = inner.components().next().unwrap().as_os_str().to_string_lossy();
                let room = first.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).unwrap();
                // What stands below the tests of a file may look where it likes.
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
                found.push((room, inner, text));
            }
        }
    }
    found.sort();
    found
}

/// The rooms that a source names after `crate::`, also in grouped imports.
fn imported(text: &str) -> Vec<&'static str> {
    let mut rooms = Vec::new();
    for (place, _) in text.match_indices("crate::") {
        let rest = &text[place + "crate::".len()..];
        if rest.starts_with('{') {
            let mut depth = 0;
            let mut name = String::new();
            for letter in rest.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => name.clear(),
                    _ if depth == 1 && !letter.is_whitespace() => name.push(letter),
                    _ => {}
                }
                if depth == 1 || depth == 2 {
                    let head = name.split("::").next().unwrap_or_default().to_owned();
                    rooms.extend(FLOORS.iter().copied().filter(|room| *room == head));
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            let head: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.extend(FLOORS.iter().copied().filter(|room| *room == head));
        }
    }
    rooms.sort_unstable();
    rooms.dedup();
    rooms
}

#[test]
fn a_room_imports_only_from_rooms_below_it() {
    let floor = |room: &str| FLOORS.iter().position(|known| *known == room);
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        let Some(own) = floor(&room) else { continue };
        for other in imported(&text) {
            if floor(other).is_some_and(|other| other > own) {
                wrong.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that climb:\n{}", wrong.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = sources();
    let files = sources.iter().map(|(_, path, text)| (path.as_path(), text.as_str()));
    let circles: Vec<String> =
        Imports::read(files).circles().iter().map(|circle| circle.join(", ")).collect();
    assert!(circles.is_empty(), "{} circles:\n{}", circles.len(), circles.join("\n"));
}

#[test]
fn every_file_is_compiled() {
    let sources = sources();
    let declares = |parent: &Path, name: &str| {
        let places = [parent.join("mod.rs"), parent.with_extension("rs"), parent.join("lib.rs")];
        sources.iter().filter(|(_, path, _)| places.contains(path)).any(|(.., text)| {
            text.lines().any(|line| line.trim_end().ends_with(&format!("mod {name};")))
        })
    };
    let forgotten: Vec<String> = sources
        .iter()
        .map(|(_, path, _)| path)
        .filter(|path| !["lib.rs", "main.rs"].contains(&path.to_str().unwrap()))
        .filter(|path| {
            let module = if path.ends_with("mod.rs") { path.parent().unwrap() } else { path };
            let name = module.file_stem().unwrap().to_str().unwrap();
            !declares(module.parent().unwrap(), name)
        })
        .map(|path| path.display().to_string())
        .collect();
    assert!(forgotten.is_empty(), "no module declares:\n{}", forgotten.join("\n"));
}

#[test]
fn every_room_is_on_a_floor_and_every_floor_has_a_room() {
    let mut rooms: Vec<String> = sources().into_iter().map(|(room, ..)| room).collect();
    rooms.retain(|room| room != "main" && room != "lib");
    rooms.sort();
    rooms.dedup();
    let mut floors = FLOORS.map(str::to_owned).to_vec();
    floors.sort();
    assert_eq!(rooms, floors);
}

#[test]
fn domain_rules_and_score_know_no_frames_files_or_clocks() {
    let foreign = [
        "polars::",
        "arrow::",
        "parquet::",
        "plotters::",
        "clap::",
        "std::fs",
        "std::env",
        "Instant::now",
        "SystemTime",
        "Local::now",
        "Utc::now",
    ];
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        if ["domain", "rules", "score"].contains(&room.as_str()) {
            wrong.extend(
                foreign
                    .iter()
                    .filter(|word| text.contains(**word))
                    .map(|word| format!("{} knows {word}", path.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_prints_or_exits() {
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        for word in ["println!", "print!(", "eprint", "process::exit", "dbg!"] {
            if room != "cli" && text.contains(word) {
                wrong.push(format!("{} has {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_result_goes_out_through_one_place_that_never_panics() {
    let mut wrong = Vec::new();
    for (_, path, text) in sources() {
        for word in [" println!", " print!(", " eprint", "stdout()"] {
            if path != Path::new("cli/output.rs") && text.contains(word) {
                wrong.push(format!("{} has{word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn polars_and_arrow_never_meet_in_one_file() {
    for (_, path, text) in sources() {
        let both =
            text.contains("polars::") && (text.contains("arrow::") || text.contains("parquet::"));
        assert!(!both, "{} imports polars and arrow or parquet", path.display());
    }
}

#[test]
fn no_title_of_an_indicator_stands_in_the_program() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/rules/portal-2026");
    let mut titles = Vec::new();
    for entry in fs::read_dir(rules).unwrap().flatten() {
        let text = fs::read_to_string(entry.path()).unwrap();
        let table: toml::Table = text.parse().unwrap();
        for indicator in
            table.get("indicator").and_then(toml::Value::as_array).into_iter().flatten()
        {
            let title = indicator
                .get("title")
                .and_then(|title| title.get("vi"))
                .and_then(toml::Value::as_str);
            titles.push(title.unwrap().to_owned());
        }
    }
    assert_eq!(titles.len(), 23);
    for (_, path, text) in sources() {
        for title in &titles {
            assert!(!text.contains(title.as_str()), "{} holds the title {title:?}", path.display());
        }
    }
}
