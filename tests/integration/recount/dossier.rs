//! From rows to dossiers (4.1), and the verdict on each (4).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clock::{Calendar, Read, date_of},
    tree::Units,
    world::{Line, Table, World},
};

/// The switches in which the three rule sets differ.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub id: &'static str,
    pub digitized_full_at: Option<i128>,
    pub paid_full_at: Option<i128>,
    pub result_among: ResultAmong,
    pub online_with_result: bool,
    pub by_calendar_day: bool,
    pub repeated_is_overdue: bool,
    pub pause: Pause,
    pub withdrawn_on_time: bool,
    pub undated_on_time: bool,
    pub reuse_column: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultAmong {
    Received,
    ReceivedWithPaperResult,
    Ended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    UnlessDueMoved,
    Subtract,
    None,
}

pub const PORTAL: Rules = Rules {
    id: "portal-2026",
    digitized_full_at: None,
    paid_full_at: None,
    result_among: ResultAmong::Received,
    online_with_result: false,
    by_calendar_day: false,
    repeated_is_overdue: true,
    pause: Pause::UnlessDueMoved,
    withdrawn_on_time: false,
    undated_on_time: false,
    reuse_column: "component_reused",
};

pub const DOCUMENT: Rules = Rules {
    id: "document-2026",
    digitized_full_at: Some(80),
    result_among: ResultAmong::ReceivedWithPaperResult,
    online_with_result: true,
    pause: Pause::Subtract,
    reuse_column: "has_digitized_component",
    ..PORTAL
};

pub const VENDOR: Rules = Rules {
    id: "vendor-2022",
    paid_full_at: Some(30),
    result_among: ResultAmong::Ended,
    by_calendar_day: true,
    repeated_is_overdue: false,
    pause: Pause::None,
    withdrawn_on_time: true,
    undated_on_time: true,
    ..PORTAL
};

#[derive(Clone, Debug)]
struct Round {
    asked: Vec<i64>,
    completed: Option<i64>,
    due_moved: bool,
}

impl Round {
    fn open_at(&self, time: i64) -> bool {
        self.asked[0] < time && self.completed.is_none_or(|completed| completed >= time)
    }
}

/// An accepted dossier.
#[derive(Clone, Debug)]
pub struct Dossier {
    pub id: String,
    pub unit: String,
    pub procedure: String,
    pub received: i64,
    due: Option<i64>,
    pub ended: Option<i64>,
    pub end_kind: String,
    pub channel: &'static str,
    due_moved: bool,
    rounds: Vec<Round>,
    /// The columns of flags that are set, and the other cells that are counted.
    pub flags: BTreeSet<&'static str>,
    pub databases: Vec<String>,
    pub fee: Option<i64>,
    pub paid_online: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Early,
    OnTime,
    Late,
    OpenInTime,
    OpenOverdue,
    WaitingInTime,
    WaitingOverdue,
    RepeatedSupplement,
    Undated,
}

impl Verdict {
    pub fn counts_as_on_time(self, rules: &Rules) -> bool {
        match self {
            Self::Early | Self::OnTime | Self::OpenInTime | Self::WaitingInTime => true,
            Self::Undated => rules.undated_on_time,
            _ => false,
        }
    }
}

impl Dossier {
    /// The time waited in rounds completed at or before a time, overlaps once.
    fn paused(&self, time: i64, rules: &Rules) -> i64 {
        let all_count = rules.pause == Pause::Subtract;
        if rules.pause == Pause::None || (self.due_moved && !all_count) {
            return 0;
        }
        let rounds = self.rounds.iter().filter(|round| all_count || !round.due_moved);
        let mut spans: Vec<(i64, i64)> =
            rounds.filter_map(|round| Some((round.asked[0], round.completed?))).collect();
        spans.retain(|(_, completed)| *completed <= time);
        spans.sort_unstable();
        let (mut waited, mut until) = (0, i64::MIN);
        for (from, to) in spans {
            waited += (to - from.max(until)).max(0);
            until = until.max(to);
        }
        waited
    }

    /// Whole seconds from receipt to end.
    pub fn handling_seconds(&self, rules: &Rules) -> i64 {
        let ended = self.ended.expect("an ended dossier");
        (ended - self.received - self.paused(ended, rules)) / 1_000
    }

    pub fn waits_at(&self, end: i64) -> bool {
        self.rounds.iter().any(|round| round.open_at(end))
    }

    /// The verdict at the end of a period, for a dossier that was in hand in it.
    pub fn verdict(&self, end: i64, rules: &Rules) -> Verdict {
        let ended = self.ended.filter(|ended| *ended < end);
        let gave_up = matches!(self.end_kind.as_str(), "withdrawn" | "stopped");
        if ended.is_some() && gave_up && rules.withdrawn_on_time {
            return Verdict::OnTime;
        }
        let Some(due) = self.due else {
            return Verdict::Undated;
        };
        let in_time = |time: i64| {
            let counted = time - self.paused(time, rules);
            if rules.by_calendar_day { date_of(counted) <= date_of(due) } else { counted <= due }
        };
        if let Some(ended) = ended {
            let counted = ended - self.paused(ended, rules);
            return match in_time(ended) {
                false => Verdict::Late,
                true if date_of(counted) < date_of(due) => Verdict::Early,
                true => Verdict::OnTime,
            };
        }
        let asked = self.rounds.iter().flat_map(|round| &round.asked).filter(|at| **at < end);
        if rules.repeated_is_overdue && asked.count() >= 2 {
            return Verdict::RepeatedSupplement;
        }
        let open = self.rounds.iter().filter(|round| round.open_at(end));
        match open.map(|round| round.asked[0]).min() {
            Some(since) if in_time(since) => Verdict::WaitingInTime,
            Some(_) => Verdict::WaitingOverdue,
            None if in_time(end) => Verdict::OpenInTime,
            None => Verdict::OpenOverdue,
        }
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

/// The root of a procedure's code.
pub fn root(code: &str) -> String {
    let bytes = code.as_bytes();
    let is_root = bytes.len() >= 8
        && bytes[0].is_ascii_digit()
        && bytes[1] == b'.'
        && bytes[2..8].iter().all(u8::is_ascii_digit)
        && !bytes.get(8).is_some_and(u8::is_ascii_digit);
    if is_root { code[..8].to_owned() } else { code.to_owned() }
}

/// A fee from its digits: groups of three behind a point or comma are thousands.
fn fee(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(['.', ',']).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let whole = match parts[..] {
        [whole, "0" | "00"] => whole.to_owned(),
        _ => parts.concat(),
    };
    whole.parse().ok()
}

/// The rounds of a trail (4.1.1, 4.1.3 and 4.1.4).
fn rounds_of_trail(lines: &[Line<'_>], cut_off: i64) -> Vec<Round> {
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
fn rounds_of_table(lines: &[Line<'_>], cut_off: i64) -> Vec<Round> {
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

fn by_dossier(table: &Table) -> BTreeMap<String, Vec<Line<'_>>> {
    let mut found: BTreeMap<String, Vec<Line<'_>>> = BTreeMap::new();
    for line in table.rows() {
        found.entry(line.get("dossier_id").to_owned()).or_default().push(line);
    }
    found
}

pub const FLAGS: [&str; 7] = [
    "components_digitized",
    "component_reused",
    "has_digitized_component",
    "from_personal_store",
    "result_file",
    "vneid_verified",
    "synced",
];

/// The accepted dossiers that were known at the cut-off.
pub fn dossiers(world: &World, units: &Units, calendar: &Calendar, cut_off: i64) -> Vec<Dossier> {
    let events = by_dossier(&world.events);
    let table = world.supplements.distinct();
    let supplements = by_dossier(&table);
    let mut limits: BTreeMap<String, (i64, String)> = BTreeMap::new();
    for line in world.procedures.rows() {
        let id = root(line.get("procedure_id"));
        limits.remove(&id);
        if let Ok(amount) = line.get("max_time").parse() {
            limits.insert(id, (amount, line.get("max_time_unit").to_owned()));
        }
    }
    let mut found = Vec::new();
    for (id, messages) in by_dossier(&world.dossiers) {
        let line = messages.last().expect("a message");
        let status = line.get("status");
        let read = |column: &str| Read::of(line.get(column));
        let dates = ["submitted_at", "received_at", "due_at", "ended_at", "returned_at"];
        let unreadable = dates.iter().any(|column| read(column) == Read::Unreadable);
        // Registered only, put aside, or known too late.
        if id.is_empty() || status == "1" || unreadable {
            continue;
        }
        let Some(received) = read("received_at").time().filter(|received| *received < cut_off)
        else {
            continue;
        };
        let procedure = root(line.get("procedure_id"));
        let dues: BTreeSet<i64> =
            messages.iter().filter_map(|line| Read::of(line.get("due_at")).due()).collect();
        let limit = || {
            let (amount, unit) = limits.get(&procedure)?;
            Some(calendar.due(received, *amount, unit))
        };
        let by_status = match status {
            "7" => "withdrawn",
            "8" => "stopped",
            "3" => "refused",
            "10" => "returned",
            _ => "finished",
        };
        let end_kind = Some(line.get("end_kind")).filter(|kind| !kind.is_empty());
        found.push(Dossier {
            unit: units.resolve(line.get("unit_id"), line.get("unit_name"), &id),
            received,
            due: read("due_at").due().or_else(limit),
            ended: read("ended_at").time().map(|ended| ended.max(received)),
            end_kind: end_kind.unwrap_or(by_status).to_owned(),
            channel: match line.get("channel") {
                "online" => "received_online",
                "counter" | "" => "received_counter",
                "post" => "received_post",
                _ => "received_other",
            },
            due_moved: dues.len() > 1,
            rounds: match (supplements.get(&id), events.get(&id)) {
                (Some(lines), _) => rounds_of_table(lines, cut_off),
                (None, Some(lines)) => rounds_of_trail(lines, cut_off),
                (None, None) => Vec::new(),
            },
            flags: FLAGS.into_iter().filter(|flag| line.is(flag)).collect(),
            databases: line.list("databases"),
            fee: fee(line.get("fee_due")),
            paid_online: matches!(line.get("online_payment"), "1" | "2"),
            procedure,
            id,
        });
    }
    found
}
