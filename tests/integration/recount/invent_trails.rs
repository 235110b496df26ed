//! Trails, supplements and ratings of the invented dossiers.

use super::{
    clock::{DAY, HOUR, SECOND, date_of, date_text, day, time_text},
    invent::Chance,
    world::World,
};

/// The end of the year, and the day of the provisional run.
const MARKS: [(i64, i64, i64); 4] = [(2026, 1, 1), (2025, 11, 17), (2025, 4, 1), (2025, 7, 1)];

/// A time of a mark, exactly or a second before.
pub fn mark(chance: &mut Chance) -> i64 {
    let (year, month, date) = MARKS[chance.below(MARKS.len())];
    day(year, month, date) * DAY - chance.span(0, 2) * SECOND
}

pub fn rating(world: &mut World, chance: &mut Chance, id: &str, at: i64) {
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

pub fn supplements(world: &mut World, chance: &mut Chance, id: &str, at: i64, due: i64) {
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
