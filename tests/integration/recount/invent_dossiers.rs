//! The invented dossiers: their messages, trails, supplements and ratings, clean and less clean.

use super::{
    clock::{DAY, HOUR, MINUTE, SECOND, date_of, date_text, day, time_text},
    invent::{Chance, procedure, received, stamp},
    invent_units::{UNIT_IDS, words},
    world::{Table, World},
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

/// The end of the year, and the day of the provisional run.
const MARKS: [(i64, i64, i64); 4] = [(2026, 1, 1), (2025, 11, 17), (2025, 4, 1), (2025, 7, 1)];

pub fn dossiers(world: &mut World, chance: &mut Chance, number: usize) {
    world.dossiers = Table::new(COLUMNS);
    world.events = Table::new("dossier_id,at,status,content");
    world.supplements = Table::new("dossier_id,asked_at,completed_at,due_before_at,due_after_at");
    world.ratings = Table::new("dossier_id,rated_at,verdict,by,complaint");
    let (mut early, mut late): (Vec<Message>, Vec<Message>) = (Vec::new(), Vec::new());
    for number in 0..number {
        let at = received(chance);
        let message = message(chance, number, at);
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
    for id in ["X-1", "X-2"] {
        world.events.push([id, "2025-03-03 08:00", "5", "Yêu cầu bổ sung"]);
        world.ratings.push([id, "2025-03-03 08:00", "dissatisfied", "citizen", "1"]);
    }
    world.dossiers.lines.extend(early.into_iter().chain(late).map(|message| message.to_vec()));
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
    let cells = match chance.below(40) {
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
    };
    cells
}

/// A time of a mark, exactly or a second before.
fn mark(chance: &mut Chance) -> i64 {
    let (year, month, date) = MARKS[chance.below(MARKS.len())];
    day(year, month, date) * DAY - chance.span(0, 2) * SECOND
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

fn rating(world: &mut World, chance: &mut Chance, id: &str, at: i64) {
    for _ in 0..chance.span(1, 3) {
        let rated = match chance.below(20) {
            0 => String::new(),
            1 => time_text(mark(chance)),
            _ => time_text(at + chance.span(1, 60 * 24) * HOUR),
        };
        let cells = [
            id,
            &rated,
            chance.pick(&["satisfied", "neutral", "dissatisfied"]),
            chance.pick(&["citizen", "citizen", "official", ""]),
            chance.flag(8),
        ];
        world.ratings.push(cells);
    }
}

fn supplements(world: &mut World, chance: &mut Chance, id: &str, at: i64, due: i64) {
    let in_table = chance.percent(40);
    let mut now = at;
    let first = match chance.below(12) {
        0 => Some(due),
        1 => Some(due + SECOND),
        2 => Some(mark(chance)),
        _ => None,
    };
    let first = first.filter(|first| *first >= at);
    for round in 0..[1, 1, 1, 2, 3][chance.below(5)] {
        let asked = match first {
            Some(first) if round == 0 => first,
            _ => now + chance.span(1, 9 * 24) * HOUR,
        };
        let completed = match chance.below(12) {
            0..=2 => None,
            3 => Some(mark(chance)).filter(|time| *time > asked),
            _ => Some(asked + chance.span(0, 20 * 24) * HOUR),
        };
        if in_table {
            in_the_table(world, chance, id, (asked, completed), due, round);
        } else {
            in_the_trail(world, chance, id, asked, completed);
        }
        // The next round now and then overlaps this one, in the table only.
        let overlaps = in_table && chance.percent(30);
        now = if overlaps { asked } else { completed.unwrap_or(asked) };
    }
    if in_table && chance.percent(50) {
        // The trail says otherwise, later, and is not read.
        for hours in [1, 30, 60] {
            let later = time_text(now + hours * HOUR);
            world.events.push([id, &later, "5", "Yêu cầu bổ sung giấy tờ"]);
        }
    }
}

fn in_the_table(
    world: &mut World,
    chance: &mut Chance,
    id: &str,
    (asked, completed): (i64, Option<i64>),
    due: i64,
    round: usize,
) {
    let dates = match chance.below(8) {
        0 | 1 => [time_text(due - 3 * DAY), time_text(due)],
        2 => [String::new(), time_text(due)],
        3 => [time_text(due), time_text(due)],
        4 => [date_text(date_of(due)), time_text((date_of(due) + 1) * DAY - SECOND)],
        _ => [String::new(), String::new()],
    };
    let before = |time: i64| time - 30 * HOUR;
    let backwards = chance.percent(6);
    let completed = completed.map(|time| if backwards { before(asked.min(time)) } else { time });
    let completed = completed.map_or_else(String::new, time_text);
    let cells = [id, &time_text(asked), &completed, &dates[0], &dates[1]];
    world.supplements.push(cells);
    if chance.percent(8) {
        world.supplements.push(cells);
    }
    if round == 1 && chance.percent(20) {
        // Put aside: when it was asked is not said.
        world.supplements.push([id, "", &completed, "", ""]);
    }
}

fn in_the_trail(
    world: &mut World,
    chance: &mut Chance,
    id: &str,
    asked: i64,
    completed: Option<i64>,
) {
    let request = [
        ("5", "Yêu cầu bổ sung giấy tờ"),
        ("5", "Chờ công dân"),
        ("9", "Cán bộ trả hồ sơ bổ sung"),
        ("9", "Yêu cầu BỔ  SUNG hồ sơ"),
    ][chance.below(4)];
    let events = &mut world.events;
    events.push([id, &time_text(asked - HOUR / 2), "2", "Được tiếp nhận"]);
    events.push([id, &time_text(asked), request.0, request.1]);
    if chance.percent(15) {
        // The same step again, in other letters.
        events.push([id, &time_text(asked), request.0, &request.1.to_uppercase()]);
    }
    let end = completed.unwrap_or(asked + 20 * DAY);
    let middle = asked + (end - asked) / 2;
    match chance.below(10) {
        0 => events.push([id, &time_text(middle), "9", "Hồ sơ không có ngày hẹn trả"]),
        1 => events.push([id, &time_text(middle), "9", "Công dân thực hiện NVTC"]),
        2 => events.push([id, &time_text(middle), "6", "Thực hiện nghĩa vụ tài chính"]),
        3 => events.push([id, &time_text(middle), "5", "Yêu cầu bổ sung lần nữa"]),
        4 => events.push([id, "", "2", "Được tiếp nhận"]),
        _ => {}
    }
    let Some(completed) = completed else {
        return;
    };
    let step = [
        ("5", "Hoàn thành bổ sung hồ sơ"),
        ("5", "HOÀN  THÀNH bổ   sung"),
        ("5", "Ho\u{61}\u{300}n tha\u{300}nh bo\u{302}\u{309} sung hồ sơ"),
        ("5", "Đã bổ sung"),
        ("2", "Được tiếp nhận"),
        ("4", "Đang xử lý"),
        ("9", "Đã xử lý xong"),
        ("10", "Đã trả kết quả"),
    ][chance.below(8)];
    events.push([id, &time_text(completed), step.0, step.1]);
}
