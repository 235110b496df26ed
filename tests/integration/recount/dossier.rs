//! From rows to dossiers (4.1), and the verdict on each (4).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clock::{Calendar, Read, date_of},
    rounds::{self, Round},
    rules::{Pause, Rules},
    tree::Units,
    world::{Line, Table, World},
};

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
                "counter" => "received_counter",
                "post" => "received_post",
                _ => "received_other",
            },
            due_moved: dues.len() > 1,
            rounds: match (supplements.get(&id), events.get(&id)) {
                (Some(lines), _) => rounds::of_table(lines, cut_off),
                (None, Some(lines)) => rounds::of_trail(lines, cut_off),
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
