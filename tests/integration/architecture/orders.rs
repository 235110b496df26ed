//! The order within rooms: from the ground up, which files of its room a file may import. A new file
//! gets its rank here; one that needs something above it is in the wrong place, or what it needs is.

use super::{
    imports::{Imports, Module},
    sources,
};

/// Rooms, and the ranks of their files and of the rooms in them. Those of one rank know nothing of one
/// another; `mod` is the file of the room itself.
const ORDERS: [(&str, &str); 13] = [
    (
        "sources",
        "databases input_file lines seen text threads < dates file < mod unchanged
         < codes expected open reading < patterns rows < national_sync table",
    ),
    (
        "sources::national_sync",
        "block forms habits masks tree < catalogue key_table scan < cursor < scalars < fees papers supplements
         < draft < reader shape < dossier progress recover < records < mod",
    ),
    ("sources::table", "blocks disk plan scope < worker < csv json parquet xlsx < mod"),
    (
        "lake",
        "mod catalogue constancy files hash packing places < generation listed numbers registers segments
         < codec < columns stage < layout part < meaning part_folder scan sums < touched
         < beside pieces < resolve < arrays resolved < table < compact",
    ),
    (
        "edition",
        "mod absence address archive dimensions imprint quality shown table_csv tables < read_back < by_procedure cohorts manifest names view
         < reorganisations < signals
         < files history outlook release < insight late moves view_tables < changes",
    ),
    ("render", "mod markup parallel < dictionary digest package report site workbook < form portal todo"),
    (
        "render::site",
        "address data figure moved templates words < naming page < mod chart definition keys shared table
         < layout board download embed flow indicator indicators method movers quality revisions units
         < archive bar brief home unit",
    ),
    (
        "render::workbook",
        "excerpt marks styles < cells leaf words < book people_csv < page ranking
         < contents cover data dictionary notes people trend < plan < mod",
    ),
    ("press", "mod causes chart_files editions making parity < compose known < index < archive difference publish ranked rolling settled thinning < series"),
    (
        "pipeline",
        "account event failure needed program < documents job published tallies < registers versions < grown judging keeping same_point
         < open         < years < fact_tables facts tallying < counting partial < warnings why < reading < publishing standing < monthly
         < forming planning portal reporting restating sharing < mod < durations explaining signs todo < digesting",
    ),
    (
        "pipeline::reading",
        "accounts before inputs inspecting organisation < given kept parts resolving < apart cohorts gates < groundwork < mod
         < assembled",
    ),
    (
        "cli",
        "args exit_code figure reporter < causes clock coverage output settings unmapped < known named
         < compare count dictionary explain facts form init lake part prune reconcile repair report run verify why
         < check demonstrate diff digest durations outlook plan portal rules shard signs todo < mod compare_text",
    ),
    ("cli::settings", "hours months rule_sets threads written < ranking terms values < sources < mod"),
];

#[test]
fn a_file_imports_only_from_lower_ranks_of_its_room() {
    let sources = sources();
    let files = sources.iter().map(|(_, path, text)| (path.as_path(), text.as_str()));
    let imports = Imports::read(files);
    let mut wrong = Vec::new();
    for (room, order) in ORDERS {
        let path: Module = room.split("::").map(str::to_owned).collect();
        let part = |module: &Module| {
            let rest = module.strip_prefix(path.as_slice())?;
            Some(rest.first().map_or("mod".to_owned(), String::clone))
        };
        let ranks: Vec<Vec<&str>> =
            order.split('<').map(|rank| rank.split_whitespace().collect()).collect();
        let rank = |part: &str| ranks.iter().position(|rank| rank.contains(&part));
        let parts: Vec<String> = imports.of.keys().filter_map(part).collect();
        let unranked = parts.iter().filter(|part| rank(part).is_none());
        wrong.extend(unranked.map(|part| format!("{room}: {part} has no rank")));
        let gone = ranks.iter().flatten().filter(|part| !parts.iter().any(|known| known == *part));
        wrong.extend(gone.map(|part| format!("{room}: no file {part} is there")));
        for (own, others) in &imports.of {
            let Some(from) = part(own) else { continue };
            let climbs = |other: &&Module| {
                part(other).is_some_and(|to| to != from && rank(&to) >= rank(&from))
            };
            wrong.extend(others.iter().filter(climbs).map(|other| {
                let (own, other) = (own.join("::"), other.join("::"));
                format!("{own} imports {other}, which stands no lower in {room}: {}", said(&path))
            }));
        }
    }
    assert!(wrong.is_empty(), "imports that climb within their room:\n{}", wrong.join("\n"));
}

/// Where the file of a room says what its files import.
fn said(room: &Module) -> String {
    let folder = room.join("/");
    let sources = sources();
    let is_of_room = |path: &str| {
        [format!("{folder}/mod.rs"), format!("{folder}.rs")].contains(&path.to_owned())
    };
    let file = sources.iter().find(|(_, path, _)| path.to_str().is_some_and(is_of_room));
    let Some((_, path, text)) = file else { return folder };
    let says = |line: &str| line.starts_with("//!") && line.contains("mport");
    let line = text.lines().position(says).map_or(1, |line| line + 1);
    format!("src/{}:{line}", path.display())
}
