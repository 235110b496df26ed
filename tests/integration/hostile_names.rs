//! Many invented ministries of every size, with names made to mislead, are published: nothing right is
//! refused, and `verify` finds the same figures in every file. Names hold digits, shares, years,
//! ordinals, Roman numerals, marks of other languages, and the names of columns. A tenth of them always;
//! all under `CHISO_LONG=1`, one alone under `CHISO_SEED`.

mod names;

use std::{
    collections::BTreeSet,
    fs,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use self::names::{CODES, name};
use crate::{
    parity,
    recount::{
        invent::{Chance, invented},
        rules::{DOCUMENT, PORTAL, VENDOR},
        world::{AUTHORITY, AUTHORITY_NAME, Table, World},
    },
    sentences,
    support::Scratch,
};

const MINISTRIES: u64 = 300;
const SIZES: [usize; 12] = [1, 1, 2, 2, 3, 4, 5, 8, 13, 21, 34, 60];
const DOSSIERS: [usize; 10] = [0, 1, 3, 9, 30, 80, 150, 300, 800, 2500];

/// What is asked for, and how much there is before it.
struct Call {
    first: i64,
    last: i64,
    /// The last month is cut off in its middle.
    is_provisional: bool,
}

impl Call {
    fn of(chance: &mut Chance) -> Self {
        let last = chance.span(1, 13);
        let first = (last - chance.span(0, 3)).max(1);
        Self { first, last, is_provisional: chance.percent(20) }
    }

    fn words(&self) -> String {
        let Self { first, last, is_provisional } = self;
        let as_of = format!(" --as-of 2025-{last:02}-16");
        let as_of = if *is_provisional { &as_of } else { "" };
        format!("run --from 2025-{first:02} --to 2025-{last:02}{as_of}")
    }
}

/// The codes and names of units; most codes are plain, so that most figures are of somebody.
fn units(chance: &mut Chance) -> Table {
    let mut table = Table::new("unit_id,name,name_en,parent_id,kind");
    let size = SIZES[chance.below(SIZES.len())];
    let mut codes: Vec<String> = Vec::new();
    while codes.len() < size {
        let plain = format!("U{:02}", codes.len());
        let code = if chance.percent(20) { chance.pick(&CODES) } else { &plain };
        if codes.iter().any(|known| known == code) {
            continue;
        }
        let parent = match chance.below(5) {
            0 if !codes.is_empty() => codes[chance.below(codes.len())].clone(),
            _ => String::new(),
        };
        let own = name(chance, "Phường");
        // The same in both languages, in two, or in one alone.
        let english = match chance.below(3) {
            0 => own.clone(),
            1 => name(chance, "Ward"),
            _ => String::new(),
        };
        table.push([code, &own, &english, &parent, &name(chance, "phòng")]);
        codes.push(code.to_owned());
    }
    table
}

/// Puts other values in a column; what is left out of a row stays empty.
fn set(table: &mut Table, column: &str, mut value: impl FnMut(&str) -> String) {
    let place = table.columns.iter().position(|name| *name == column).expect("a column");
    table.lines.iter_mut().for_each(|line| line[place] = value(&line[place]));
}

/// The ministry of the recount, with units and names of its own; nothing lies before the months asked
/// for, or nothing right before them, or everything.
fn ministry(chance: &mut Chance, call: &Call) -> World {
    let number = DOSSIERS[chance.below(DOSSIERS.len())];
    let mut world = invented(chance, number);
    world.units = units(chance);
    let codes: Vec<String> =
        world.units.rows().map(|unit| unit.get("unit_id").to_owned()).collect();
    set(&mut world.dossiers, "unit_id", |_| codes[chance.below(codes.len())].clone());
    set(&mut world.dossiers, "unit_name", |_| String::new());
    set(&mut world.petitions, "unit_id", |_| codes[chance.below(codes.len())].clone());
    set(&mut world.procedures, "unit_ids", |homes| match homes {
        "" => String::new(),
        _ => codes[chance.below(codes.len())].clone(),
    });
    set(&mut world.procedures, "name", |_| name(chance, "Thủ tục"));
    let mut unit = codes.iter().cycle();
    set(&mut world.totals, "unit_id", |of| match of {
        AUTHORITY => of.to_owned(),
        _ => unit.next().expect("a unit").clone(),
    });
    let (from, until) = match chance.below(4) {
        0 => (String::new(), format!("2025-{:02}", call.first)),
        1 => (format!("2025-{:02}", (call.first - 3).max(1)), format!("2025-{:02}", call.first)),
        _ => (String::new(), String::new()),
    };
    let columns = world.dossiers.columns.clone();
    let [received, due, ended] = ["received_at", "due_at", "ended_at"]
        .map(|name| columns.iter().position(|known| *known == name).expect("a column"));
    let lines = &mut world.dossiers.lines;
    let last = lines.last().cloned().expect("two at least");
    let own = |lines: &mut Vec<Vec<String>>, name: String, at: String| {
        let mut line = last.clone();
        (line[0], line[received]) = (name, format!("{at}-03 08:00"));
        (line[due], line[ended]) = (format!("{at}-20"), format!("{at}-12 08:00"));
        lines.push(line);
    };
    if number == 0 {
        // Nothing is in hand in the months asked for.
        lines.clear();
        (1..=2).for_each(|number| own(lines, format!("own-{number}"), "2024-10".to_owned()));
    } else {
        lines.retain(|line| !(from <= line[received] && line[received] < until));
        // Every month asked for has a receipt.
        for month in call.first..=call.last {
            for number in 1..=2 {
                own(lines, format!("own-{month}-{number}"), format!("2025-{month:02}"));
            }
        }
    }
    if chance.percent(20) { world.with_dossiers_only() } else { world }
}

/// What is wrong with the edition of a ministry, if it was published at all.
fn publish(seed: u64) -> Vec<String> {
    let mut chance = Chance::new(seed);
    let call = Call::of(&mut chance);
    let world = ministry(&mut chance, &call);
    let scratch = Scratch::with_pages("hostile");
    world.write(&scratch, [PORTAL, DOCUMENT, VENDOR][seed as usize % 3].id);
    let authority = name(&mut chance, "Bộ");
    let config = fs::read_to_string(scratch.join("chiso.toml")).expect("it was written");
    // A string of JSON is one of TOML.
    let quoted = serde_json::to_string(&authority).expect("a text");
    let mut config = config.replace(&format!("\"{AUTHORITY_NAME}\""), &quoted);
    if chance.percent(30) {
        config = config.replace("\"ministry\"", "\"province\"");
    }
    scratch.write("chiso.toml", config);
    let mut calls = vec![call.words(), "verify".to_owned()];
    if chance.percent(20) {
        let Call { first, last, .. } = call;
        calls.push(format!("report --from 2025-{first:02} --to 2025-{last:02}"));
    }
    for call in &calls {
        let outcome = scratch.chiso(call);
        if outcome.code != Some(0) {
            return vec![format!("{call} ends with {:?}: {}", outcome.code, outcome.stderr)];
        }
    }
    let mut names = BTreeSet::from([authority]);
    names.extend(world.units.lines.into_iter().flatten());
    names.extend(world.procedures.lines.into_iter().map(|line| line[1].clone()));
    let mut faults = sentences::faults(&scratch.edition(), &names).1;
    faults.extend(parity::faults(&scratch.edition()));
    faults
}

#[test]
fn ministries_with_names_made_to_mislead_are_published_and_verified() {
    let asked = |name: &str| std::env::var(name).ok();
    let seeds = match (asked("CHISO_SEED"), asked("CHISO_LONG").as_deref()) {
        (Some(seed), _) => seed.parse().map(|seed: u64| seed..seed + 1).expect("a seed"),
        (None, Some("1")) => 0..MINISTRIES,
        (None, _) => 0..MINISTRIES / 10,
    };
    let next = AtomicU64::new(seeds.start);
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let work = || {
        let mut wrong = Vec::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if !seeds.contains(&seed) {
                return wrong;
            }
            let faults = publish(seed);
            wrong.extend(faults.into_iter().map(|fault| format!("CHISO_SEED={seed}: {fault}")));
        }
    };
    let wrong: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a seed panicked")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
