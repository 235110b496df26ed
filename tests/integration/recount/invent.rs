//! The invented ministry: who belongs to whom, what it offers, and what happened to its dossiers.

use super::{
    clock::{Calendar, DAY, HOUR, MINUTE, SECOND, civil, date_of, date_text, day, time_text},
    invent_units::{CALENDAR, UNIT_IDS, UNITS},
    world::{Table, World},
};

/// Numbers that look random and are the same in every run.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 16) as usize % sides
    }

    /// True in so many cases of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn span(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from) as usize) as i64
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    pub fn flag(&mut self, percent: usize) -> &'static str {
        if self.percent(5) {
            ""
        } else if self.percent(percent) {
            self.pick(&["1", "true"])
        } else {
            self.pick(&["0", "false"])
        }
    }
}

pub const LOCAL: &str = ".000.00.00.G00";

pub fn procedure(chance: &mut Chance) -> String {
    let number = chance.below(31) + 1;
    match chance.below(20) {
        0 => format!("1.{number:06}{LOCAL}"),
        1 => chance.pick(&["TS_lop1", "9.999999", "2.000001.000.00.00.H22"]).to_owned(),
        _ => format!("1.{number:06}"),
    }
}

pub fn ministry() -> World {
    invented(&mut Chance::new(766), 4_998)
}

/// A ministry with so many dossiers and two more.
pub fn invented(chance: &mut Chance, dossiers: usize) -> World {
    let mut world = World {
        units: Table::from_text(UNITS),
        calendar: Table::from_text(CALENDAR),
        ..World::default()
    };
    procedures(&mut world, chance);
    announcements(&mut world, chance);
    totals(&mut world, chance);
    petitions(&mut world, chance);
    super::invent_dossiers::dossiers(&mut world, chance, dossiers);
    world
}

fn procedures(world: &mut World, chance: &mut Chance) {
    let mut table = Table::new(
        "procedure_id,name,field_id,unit_ids,online_level,has_fee,paper_result,citizen_subject,\
         max_time,max_time_unit,complete,public_from,public_to",
    );
    let homes = [
        "",
        "",
        "G00.01.01.01;G00.02",
        "G00.91.01;G00.92",
        "G00.04.01",
        "G00.03.01",
        "G00.05",
        "G00",
        "G00.92.03",
        "G77",
    ];
    for number in 1..=30 {
        let (limit, unit) = match number % 6 {
            0 => ("", ""),
            1 => ("10", "working_day"),
            2 => ("1", "month"),
            3 => ("20", "day"),
            4 => ("12", "working_hour"),
            _ => ("4", "working_hour"),
        };
        let mut cells = |suffix: &str| {
            let from = ["", "2025-04-01", "2025-10-31", "2024-01-01"][chance.below(4)];
            let to = ["", "", "2025-06-30", "2025-11-17"][chance.below(4)];
            table.push([
                &format!("1.{number:06}{suffix}"),
                &format!("Thủ tục {number}"),
                "",
                homes[number % homes.len()],
                chance.pick(&["full", "partial", "none", ""]),
                chance.pick(&["1", "1", "0", ""]),
                chance.pick(&["true", "false", "1", ""]),
                chance.pick(&["1", "0", ""]),
                limit,
                unit,
                chance.pick(&["1", "1", "0", ""]),
                from,
                to,
            ]);
        };
        cells("");
        if number % 10 == 0 {
            // A second row of the same root: the last wins.
            cells(LOCAL);
        }
    }
    world.procedures = table;
}

fn announcements(world: &mut World, chance: &mut Chance) {
    let mut table =
        Table::new("decision_id,procedure_id,announced_on,legal_effective_on,published_on");
    let calendar = Calendar::new(&world.calendar.lines);
    // Never published, and due on the last or first day of a month or beside the provisional day.
    for on in day(2025, 1, 1)..day(2025, 12, 31) {
        let due = calendar.after(on, 10);
        if civil(due).2 == 1 || civil(due + 1).2 == 1 || (15..19).contains(&civil(due).2) {
            table.push(["QĐ-X", &format!("2.{:06}", on % 1_000_000), &date_text(on), "", ""]);
        }
    }
    for number in 0..150 {
        let on = day(2024, 11, 1) + chance.span(0, 440);
        // Half of them to the day.
        let effective = match chance.percent(50) {
            true => calendar.after(on, 20) + chance.span(-1, 1),
            false => on + chance.span(20, 36),
        };
        let published = match chance.percent(50) {
            true => calendar.after(on, 10) + chance.span(0, 2),
            false => on + chance.span(5, 24),
        };
        let (effective, published) = (date_text(effective), date_text(published));
        let effective = if chance.percent(10) { "" } else { &effective };
        let published = if chance.percent(12) { "" } else { &published };
        let decision = format!("QĐ-{:03}", number / 2);
        let cells = [&decision, &procedure(chance), &date_text(on), effective, published];
        table.push(cells);
        if chance.percent(5) {
            table.push(cells);
        }
    }
    world.announcements = table;
}

/// Some units have totals of the periods, some of last year only, some neither.
fn totals(world: &mut World, chance: &mut Chance) {
    let mut table = Table::new("unit_id,period,dossiers_received");
    let mut periods: Vec<String> = (1..=12).map(|month| format!("2025-{month:02}")).collect();
    periods.extend(["2025-Q1", "2025-Q2", "2025-Q4", "2025-H1", "2025"].map(str::to_owned));
    for unit in ["G00", "G00.01", "G00.02", "G00.91", "G00.92", "G00.04", "G00.06", "G00.07"] {
        let often = if unit == "G00" { 600 } else { 25 };
        table.push([unit, "2024", &(often * 12 + chance.below(97)).to_string()]);
        for period in &periods {
            if chance.percent(60) {
                table.push([unit, period, &(often + chance.below(often)).to_string()]);
            }
        }
    }
    table.push(["G00.01", "2025-01", "7"]);
    table.push(["G00.05", "2024", "30"]);
    table.push(["G00.03", "2025-05", "14"]);
    table.push(["G00.01.01.02", "2025-05", "31"]);
    table.push(["G00.08", "2024", "12"]);
    table.push(["G00.08", "2025-05", "0"]);
    table.push(["G00.09", "2024", "12"]);
    table.push(["G00.09", "2025-05", "0"]);
    world.totals = table;
}

fn petitions(world: &mut World, chance: &mut Chance) {
    let mut table = Table::new(
        "petition_id,unit_id,kind,received_at,transferred_at,answered_at,refused_at,asked_more_at,\
         likes,dislikes,repeated",
    );
    let number = |chance: &mut Chance| chance.pick(&["", "0", "1", "2"]).to_owned();
    let calendar = Calendar::new(&world.calendar.lines);
    for id in 0..400 {
        let received = day(2024, 12, 1) * DAY + chance.span(0, 396 * 24 * 60) * MINUTE;
        let transferred = received + chance.span(0, 9 * 24) * HOUR;
        let transferred = Some(transferred).filter(|_| chance.percent(15));
        // Half of the answers are on the last day or the one after it.
        let later = |chance: &mut Chance, percent: usize, days: i64, limit: i64| {
            let from = date_of(transferred.unwrap_or(received));
            if chance.percent(percent / 2) {
                time_text((calendar.after(from, limit) + chance.span(0, 2)) * DAY + 9 * HOUR)
            } else if chance.percent(percent / 2) {
                time_text(received + chance.span(0, days * 24 * 60) * MINUTE)
            } else {
                String::new()
            }
        };
        let unit = if chance.percent(4) { "G55" } else { UNIT_IDS[chance.below(25)] };
        let cells = [
            &format!("P{id:04}"),
            unit,
            chance.pick(&["rules", "conduct", "conduct", ""]),
            &time_text(received),
            &transferred.map_or_else(String::new, time_text),
            &later(chance, 60, 34, 15),
            &later(chance, 12, 6, 2),
            &later(chance, 30, 11, 5),
            &number(chance),
            &number(chance),
            chance.flag(10),
        ];
        if chance.percent(6) {
            // Sent first without its answer.
            let mut first = cells;
            first[5] = "";
            table.push(first);
        }
        table.push(cells);
    }
    // Never received.
    table.push(["P9999", "G00.01", "rules", "", "", "", "", "", "", "", ""]);
    world.petitions = table;
}

/// A time near the edges that matter, or any other.
pub fn received(chance: &mut Chance) -> i64 {
    let edges = [(2024, 12), (2025, 1), (2025, 3), (2025, 4), (2025, 7), (2025, 10), (2026, 1)];
    let (year, month) = edges[chance.below(edges.len())];
    match chance.below(40) {
        0 => day(year, month, 1) * DAY,
        1 => day(year, month, 1) * DAY - SECOND,
        2..=5 => {
            // At the edges of the office hours.
            let minutes = [360, 450, 690, 691, 720, 810, 1_020, 1_021][chance.below(8)];
            (day(2024, 9, 1) + chance.span(0, 490)) * DAY + minutes * MINUTE
        }
        6..=9 => day(2024, 9, 1) * DAY + chance.span(0, 488 * 24 * 60) * MINUTE,
        _ => {
            let date = day(2024, 9, 1) + chance.span(0, 490);
            date * DAY + 7 * HOUR + chance.span(0, 640) * MINUTE
        }
    }
}

/// Year, month and day in six digits.
pub fn stamp(time: i64) -> String {
    date_text(date_of(time))[2..].replace('-', "")
}
