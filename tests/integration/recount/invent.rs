//! The invented ministry: who belongs to whom, what it offers, and what happened to its dossiers.

use super::{
    clock::{DAY, HOUR, MINUTE, SECOND, date_of, date_text, day, time_text},
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

/// Two trees, G00.91 and G00.92, are merged into G00.04 in March 2025. G00.05 is renamed twice under
/// new codes, G00.02 once under its own, G00.03.01 moves below G00.02, and G00.92.03 has no successor
/// of its own.
const UNITS: &str = "unit_id,name,parent_id,kind,valid_from,valid_to,successor_id,aliases
    G00.01,Cục Một,,cục,,,,Cục Thứ nhất;T1
    G00.01.01,Phòng Một Một,G00.01,phòng,,,,
    G00.01.02,Phòng Một Hai,G00.01,phòng,2025-02-01,,,Tổ Hai cũ
    G00.01.01.01,Tổ Một,G00.01.01,tổ,,,,
    G00.01.01.02,Tổ Hai,G00.01.01,tổ,,2025-09-30,G00.01.02,
    G00.02,Vụ Hai,G00,vụ,,2025-06-30,,
    G00.02,Vụ Hai mới,G00,vụ lớn,2025-07-01,,,Cục Một
    G00.02.01,Phòng Hai Một,G00.02,phòng,,,,
    G00.03,Văn phòng Ba,,văn phòng,,,,V3;Văn phòng
    G00.03.01,Phòng Ba Một,G00.03,phòng,,2025-05-14,,
    G00.03.01,Phòng Ba Một,G00.02,phòng,2025-05-15,,,
    G00.91,Cục Chín Mốt,,cục,,2025-02-28,G00.04,X91
    G00.91.01,Phòng Chín Mốt Một,G00.91,phòng,,2025-02-28,G00.04.01,
    G00.91.02,Phòng Chín Mốt Hai,G00.91,phòng,,2025-02-28,G00.04.02,
    G00.92,Cục Chín Hai,,cục,,2025-02-28,G00.04,
    G00.92.01,Phòng Chín Hai Một,G00.92,phòng,,2025-02-28,G00.04.01,
    G00.92.01.01,Tổ Chín Hai,G00.92.01,tổ,,2025-02-28,G00.04.01.01,
    G00.92.03,Phòng Chín Hai Ba,G00.92,phòng,,2025-02-28,,
    G00.04,Cục Hợp nhất,,cục,2025-03-01,,,
    G00.04.01,Phòng Hợp nhất Một,G00.04,phòng,2025-03-01,,,
    G00.04.01.01,Tổ Hợp nhất,G00.04.01,tổ,2025-03-01,,,
    G00.04.02,Phòng Hợp nhất Hai,G00.04,phòng,2025-03-01,,,
    G00.05,Trung tâm Năm,,trung tâm,,2024-12-31,G00.06,T5
    G00.06,Trung tâm Sáu,,trung tâm,2025-01-01,2025-07-31,G00.07,
    G00.07,Trung tâm Bảy,,trung tâm,2025-08-01,,,
    G00.08,Viện Tám,,viện,,,,";

/// Holidays on working days, and two Saturdays that are worked.
const CALENDAR: &str = "date,kind,name
    2024-09-02,holiday,a
    2024-09-03,holiday,a
    2025-01-01,holiday,a
    2025-01-27,holiday,a
    2025-01-28,holiday,a
    2025-01-29,holiday,a
    2025-01-30,holiday,a
    2025-01-31,holiday,a
    2025-02-08,working,a
    2025-04-07,holiday,a
    2025-04-26,working,a
    2025-04-30,holiday,a
    2025-05-01,holiday,a
    2025-05-02,holiday,a
    2025-09-01,holiday,a
    2025-09-02,holiday,a
    2026-01-01,holiday,a
    2026-01-02,holiday,a";

pub const UNIT_IDS: [&str; 25] = [
    "G00.01",
    "G00.01.01",
    "G00.01.02",
    "G00.01.01.01",
    "G00.01.01.02",
    "G00.02",
    "G00.02.01",
    "G00.03",
    "G00.03.01",
    "G00.91",
    "G00.91.01",
    "G00.91.02",
    "G00.92",
    "G00.92.01",
    "G00.92.01.01",
    "G00.92.03",
    "G00.04",
    "G00.04.01",
    "G00.04.01.01",
    "G00.04.02",
    "G00.05",
    "G00.06",
    "G00.07",
    "G00.01.01.01",
    "G00.04.01",
];

/// How a unit is named in words: its name, or an alias.
pub fn words(unit: &str) -> &'static str {
    match unit {
        "G00.01" => "Cục Thứ nhất",
        "G00.01.01.02" => "Tổ Hai",
        "G00.01.02" => "Tổ Hai cũ",
        "G00.02" => "Vụ Hai mới",
        "G00.03" => "Văn phòng",
        "G00.91" => "Cục Chín Mốt",
        "G00.92.01" => "Phòng Chín Hai Một",
        "G00.05" => "Trung tâm Năm",
        // A name stands before an alias: this one is G00.01's.
        _ => "Cục Một",
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
    let mut chance = Chance::new(766);
    let mut world = World {
        units: Table::from_text(UNITS),
        calendar: Table::from_text(CALENDAR),
        ..World::default()
    };
    procedures(&mut world, &mut chance);
    announcements(&mut world, &mut chance);
    totals(&mut world, &mut chance);
    petitions(&mut world, &mut chance);
    super::invent_dossiers::dossiers(&mut world, &mut chance, 5_000);
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
    for number in 0..150 {
        let on = day(2024, 11, 1) + chance.span(0, 440);
        let effective = date_text(on + chance.span(20, 36));
        let published = date_text(on + chance.span(5, 24));
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
    table.push(["G00.08", "2025-05", "0"]);
    world.totals = table;
}

fn petitions(world: &mut World, chance: &mut Chance) {
    let mut table = Table::new(
        "petition_id,unit_id,kind,received_at,transferred_at,answered_at,refused_at,asked_more_at,\
         likes,dislikes,repeated",
    );
    let number = |chance: &mut Chance| chance.pick(&["", "0", "1", "2"]).to_owned();
    for id in 0..400 {
        let received = day(2024, 12, 1) * DAY + chance.span(0, 396 * 24 * 60) * MINUTE;
        let later = |chance: &mut Chance, percent: usize, days: i64| {
            if chance.percent(percent) {
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
            &later(chance, 15, 9),
            &later(chance, 60, 34),
            &later(chance, 10, 6),
            &later(chance, 15, 11),
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
        2..=9 => day(2024, 9, 1) * DAY + chance.span(0, 488 * 24 * 60) * MINUTE,
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
