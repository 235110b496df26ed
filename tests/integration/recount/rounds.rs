//! Rounds of supplement, from a trail or from a table (4.1.1, 4.1.3 and 4.1.4).

use std::collections::BTreeSet;

use super::{clock::Read, world::Line};

#[derive(Clone, Debug)]
pub struct Round {
    pub asked: Vec<i64>,
    pub completed: Option<i64>,
    pub due_moved: bool,
}

impl Round {
    pub fn open_at(&self, time: i64) -> bool {
        self.asked[0] < time && self.completed.is_none_or(|completed| completed >= time)
    }
}

/// NFC for the letters that the invented texts use, lower case, single spaces.
fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    let composed = [
        ("a\u{300}", "à"),
        ("o\u{302}\u{309}", "ổ"),
        ("e\u{323}\u{302}", "ệ"),
        ("u\u{31b}\u{323}", "ự"),
        ("a\u{309}", "ả"),
    ];
    for (apart, together) in composed {
        text = text.replace(apart, together);
    }
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rounds of a trail.
pub fn of_trail(lines: &[Line<'_>], cut_off: i64) -> Vec<Round> {
    let mut entries: BTreeSet<(i64, String, String)> = BTreeSet::new();
    for line in lines {
        if let Some(at) = Read::of(line.get("at")).time().filter(|at| *at < cut_off) {
            entries.insert((at, line.get("status").to_owned(), plain(line.get("content"))));
        }
    }
    let mut steps: Vec<(i64, u8)> = Vec::new();
    for (at, status, text) in &entries {
        let has = |part: &str| text.contains(part);
        if has("không có ngày hẹn trả") {
            continue;
        }
        let completion = has("hoàn thành bổ sung") || has("đã bổ sung");
        let kind = match status.as_str() {
            "9" if has("bổ sung") => 0,
            "9" if has("nghĩa vụ tài chính") || has("nvtc") => continue,
            "5" if completion => 1,
            "5" => 0,
            "2" | "4" | "9" | "10" => 2,
            _ => continue,
        };
        steps.push((*at, kind));
    }
    steps.sort_unstable();
    let mut rounds: Vec<Round> = Vec::new();
    for (at, kind) in steps {
        let open = rounds.last_mut().filter(|round| round.completed.is_none());
        match (open, kind) {
            (Some(round), 0) => round.asked.push(at),
            (None, 0) => {
                rounds.push(Round { asked: vec![at], completed: None, due_moved: false });
            }
            (Some(round), _) => round.completed = Some(at),
            (None, _) => {}
        }
    }
    rounds
}

/// The rounds of a table of supplements.
pub fn of_table(lines: &[Line<'_>], cut_off: i64) -> Vec<Round> {
    let mut rounds = Vec::new();
    for line in lines {
        let read = |column: &str| Read::of(line.get(column));
        let columns = ["asked_at", "completed_at", "due_before_at", "due_after_at"];
        let unreadable = columns.iter().any(|column| read(column) == Read::Unreadable);
        let Some(asked) = read("asked_at").time().filter(|asked| *asked < cut_off) else {
            continue;
        };
        if unreadable {
            continue;
        }
        let (before, after) = (read("due_before_at").due(), read("due_after_at").due());
        rounds.push(Round {
            asked: vec![asked],
            completed: read("completed_at").time().filter(|at| *at < cut_off),
            due_moved: before.is_some() && after.is_some() && before != after,
        });
    }
    rounds
}
