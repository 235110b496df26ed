//! The invented dossiers: their messages, trails, supplements and ratings, clean and less clean.

use super::{
    clock::{Calendar, DAY, HOUR, MINUTE, SECOND, date_of, date_text, day, time_text},
    dossier::root,
    invent::{Chance, procedure, received, stamp},
    invent_trails::{mark, rating, supplements},
    invent_units::{UNIT_IDS, words},
    world::{Line, Table, World},
};

const COLUMNS: &str = "dossier_id,unit_id,unit_name,procedure_id,channel,status,submitted_at,received_at,due_at,\
     ended_at,end_kind,returned_at,components_digitized,component_reused,has_digitized_component,\
     from_personal_store,result_file,vneid_verified,databases,fee_due,online_payment,synced";

type Message = [String; 22];

const STATUS: usize = 5;
const RECEIVED: usize = 7;
const DUE: usize = 8;
const ENDED: usize = 9;
const RETURNED: usize = 11;

pub fn dossiers(world: &mut World, chance: &mut Chance, number: usize) {
    world.dossiers = Table::new(COLUMNS);
    world.events = Table::new("dossier_id,at,status,content");
    world.supplements = Table::new("dossier_id,asked_at,completed_at,due_before_at,due_after_at");
    world.ratings = Table::new("dossier_id,rated_at,verdict,by,complaint");
    let (mut early, mut late): (Vec<Message>, Vec<Message>) = (Vec::new(), Vec::new());
    for number in 0..number {
        let at = received(chance);
        let mut message = message(chance, number, at);
        if message[DUE].is_empty() && chance.percent(70) {
            // Ended where the limit of the catalogue is used up, or a second before or after.
            if let Some(due) = limit(world, &message[3], at) {
                message[ENDED] = time_text((due + chance.span(-1, 2) * SECOND).max(at));
            }
        }
        let id = message[0].clone();
        let due = due_of(&message).unwrap_or(at + 9 * DAY);
        if chance.percent(30) {
            supplements(world, chance, &id, at, due);
        }
        if chance.percent(18) {
            rating(world, chance, &id, at);
        }
        if chance.percent(18) {
            early.push(superseded(chance, &message));
            if chance.percent(20) {
                early.push(superseded(chance, &message));
            }
            late.push(message);
        } else if chance.percent(50) {
            early.push(message);
        } else {
            late.push(message);
        }
    }
    // Two units that are equal in everything, and so in rank.
    let mut twin = message(chance, number, day(2025, 2, 10) * DAY);
    for unit in ["G00.08", "G00.09"] {
        (twin[0], twin[1]) = (format!("{unit}-1"), unit.to_owned());
        twin[RECEIVED] = "2025-02-10 08:00".to_owned();
        [twin[STATUS], twin[DUE], twin[ENDED], twin[RETURNED]] =
            ["4", "2025-03-10", "", ""].map(str::to_owned);
        late.push(twin.clone());
    }
    for id in ["X-1", "X-2"] {
        world.events.push([id, "2025-03-03 08:00", "5", "Yêu cầu bổ sung"]);
        world.ratings.push([id, "2025-03-03 08:00", "dissatisfied", "citizen", "1"]);
    }
    world.dossiers.lines.extend(early.into_iter().chain(late).map(|message| message.to_vec()));
}

/// When the limit that the catalogue gives a procedure is used up.
fn limit(world: &World, procedure: &str, at: i64) -> Option<i64> {
    let same = |line: &Line<'_>| root(line.get("procedure_id")) == root(procedure);
    let line = world.procedures.rows().rfind(same)?;
    let amount = line.get("max_time").parse().ok()?;
    let calendar = Calendar::new(&world.calendar.lines);
    Some(calendar.due(at, amount, line.get("max_time_unit")))
}

fn due_of(message: &Message) -> Option<i64> {
    super::clock::Read::of(&message[DUE]).due()
}

/// The unit in one of the ways in which it is told: code, words, number of the dossier, or not at all.
fn unit(chance: &mut Chance, number: usize, at: i64) -> [String; 3] {
    // Most dossiers of the merged trees and of the first name of the centre are old ones.
    let mut unit = UNIT_IDS[chance.below(UNIT_IDS.len())];
    if at > day(2025, 3, 1) * DAY && unit.starts_with("G00.9") && chance.percent(80) {
        unit = "G00.04.02";
    }
    let serial = |prefix: &str| format!("{prefix}-{}-{number:04}", stamp(at));
    match chance.below(40) {
        0..=25 => [serial(unit), unit.to_owned(), String::new()],
        26 | 27 => [serial("G00"), unit.to_owned(), "Cục Một".to_owned()],
        28 | 29 => [serial("Q7.01"), String::new(), words(unit).to_owned()],
        30 => [serial(unit), "X.12".to_owned(), words(unit).to_owned()],
        31 | 32 => [serial(&format!("{unit}.77")), String::new(), "Phòng lạ".to_owned()],
        33 => [serial("G00.011"), String::new(), String::new()],
        34 => [serial(chance.pick(&["X91.05", "V3", "T1"])), "X9".to_owned(), String::new()],
        35 => [serial(unit), String::new(), String::new()],
        36 => [serial("Q7"), chance.pick(&["T5", "X91"]).to_owned(), String::new()],
        37 => [serial("G00"), String::new(), String::new()],
        _ => [serial(unit), unit.to_owned(), "Vụ lạ".to_owned()],
    }
}

fn message(chance: &mut Chance, number: usize, at: i64) -> Message {
    let [id, unit_id, unit_name] = unit(chance, number, at);
    let promised = date_of(at) + chance.span(1, 46);
    let due = match chance.below(100) {
        0..=11 => String::new(),
        12 => "0001-01-01 00:00:00".to_owned(),
        13 => "1900-01-01".to_owned(),
        14..=23 => date_text(promised),
        24 => time_text(at - chance.span(1, 60) * HOUR),
        25..=27 => time_text(mark(chance)),
        28 => date_text(date_of(mark(chance))),
        _ => time_text(promised * DAY + chance.span(8, 18) * HOUR),
    };
    let due_at = super::clock::Read::of(&due).due();
    let ended = match chance.below(100) {
        0..=21 => String::new(),
        22 => time_text(at),
        23 => time_text(at - chance.span(1, 90) * HOUR),
        24 => "1900-01-01 00:00:00".to_owned(),
        25..=30 => time_text(due_at.map_or(at, |due| due + chance.span(-1, 2) * SECOND)),
        31..=38 => time_text(due_at.map_or(at, |due| due + chance.span(-9, 10) * HOUR)),
        39 => time_text(mark(chance).max(at)),
        40..=44 => time_text(at + chance.span(0, 40 * 24 * 60) * MINUTE + chance.span(1, 1_000)),
        45..=64 => time_text(at + chance.span(0, 120 * 24 * 60) * MINUTE),
        _ => time_text(at + chance.span(0, 30 * 24 * 60) * MINUTE),
    };
    let kinds = ["", "", "", "finished", "returned", "refused", "withdrawn", "stopped"];
    let statuses = ["9", "9", "10", "10", "7", "8", "3", "", "4", "0"];
    let (status, kind) = match ended.is_empty() {
        true => (chance.pick(&["2", "4", "4", "5", "6", "", "9"]), ""),
        false => (chance.pick(&statuses), chance.pick(&kinds)),
    };
    let fees =
        ["", "0", "0", "135000", "135.000", "135000.0", "1.250.000", "120,000", "theo quy định"];
    let mut message = [
        id,
        unit_id,
        unit_name,
        procedure(chance),
        chance.pick(&["online", "online", "counter", "post", "other", ""]).to_owned(),
        status.to_owned(),
        time_text(at),
        time_text(at),
        due,
        ended,
        kind.to_owned(),
        String::new(),
        chance.flag(60).to_owned(),
        chance.flag(50).to_owned(),
        chance.flag(40).to_owned(),
        chance.flag(15).to_owned(),
        chance.flag(55).to_owned(),
        chance.flag(25).to_owned(),
        chance.pick(&["", "", "1", "7", "17", "1;7", "3;17"]).to_owned(),
        chance.pick(&fees).to_owned(),
        chance.pick(&["", "0", "0", "1", "2"]).to_owned(),
        chance.flag(85).to_owned(),
    ];
    if message[1].starts_with("G00.02") && chance.percent(95) {
        // A unit that works well.
        message[DUE] = time_text(at + 20 * DAY);
        message[ENDED] = time_text(at + chance.span(1, 480) * HOUR);
        message[4] = "online".to_owned();
        message[12..18].fill("1".to_owned());
        message[20] = "2".to_owned();
    }
    match chance.below(300) {
        // Registered only; the date is not read.
        0..=3 => {
            message[STATUS] = "1".to_owned();
            message[RECEIVED] = "hôm qua".to_owned();
        }
        // Refused without having been accepted.
        4..=6 => {
            message[STATUS] = "3".to_owned();
            message[RECEIVED] = String::new();
        }
        7 => message[RECEIVED] = String::new(),
        8 => message[DUE] = "2025-02-30 17:00".to_owned(),
        9 => message[ENDED] = "32/13/2025".to_owned(),
        10 => message[RETURNED] = "?".to_owned(),
        _ => {}
    }
    message
}

/// An earlier message: registered only, or accepted, not ended, and with another due date or none.
fn superseded(chance: &mut Chance, last: &Message) -> Message {
    let mut message = last.clone();
    message[ENDED] = String::new();
    message[10] = String::new();
    message[STATUS] = "4".to_owned();
    message[16] = "0".to_owned();
    match chance.below(10) {
        0 | 1 => {
            message[STATUS] = "1".to_owned();
            message[RECEIVED] = String::new();
            message[DUE] = String::new();
        }
        2..=4 => message[DUE] = String::new(),
        5..=6 => {
            let moved = due_of(last).map(|due| time_text(due - chance.span(1, 9) * DAY));
            message[DUE] = moved.unwrap_or_default();
        }
        7 => {
            // The same due date, written out.
            message[DUE] = due_of(last).map(time_text).unwrap_or_default();
        }
        8 => {
            message[1] = UNIT_IDS[chance.below(UNIT_IDS.len())].to_owned();
            message[4] = "online".to_owned();
        }
        _ => message[DUE] = "không rõ".to_owned(),
    }
    message
}
