//! One invented dossier and the row of the one-stop table that tells of it. Nobody appears in it:
//! no applicant and no official is invented either.

use super::{
    days::{Days, Moment},
    ministry::{Habit, PROFILES, Procedure, Profile},
};

pub const HEADER: &str = "dossier_id,unit_id,unit_name,procedure_id,field_id,channel,status,submitted_at,\
    received_at,due_at,ended_at,end_kind,returned_at,components_digitized,component_reused,\
    has_digitized_component,from_personal_store,result_file,vneid_verified,databases,fee_due,online_payment,synced";

#[derive(Clone)]
pub struct Dossier {
    pub id: String,
    /// Position in the list of profiles.
    pub profile: usize,
    /// Position in the catalogue.
    pub procedure: usize,
    pub channel: &'static str,
    pub status: u8,
    pub submitted: Moment,
    pub received: Moment,
    pub due: Option<Moment>,
    pub ended: Option<Moment>,
    pub returned: Option<Moment>,
    pub digitized: bool,
    pub reused: bool,
    pub store: bool,
    pub result_file: bool,
    pub verified: bool,
    pub population_data: bool,
    pub fee: Option<i64>,
    pub payment: u8,
    pub synced: bool,
}

impl Dossier {
    /// The message sent on the day of receipt, before anything was done.
    pub fn first_message(&self) -> Self {
        Self { status: 2, ended: None, returned: None, result_file: false, ..self.clone() }
    }

    pub fn row(&self, days: &Days, procedure: &Procedure) -> String {
        let Profile { id: unit, habit, .. } = &PROFILES[self.profile];
        let time = |at: Moment| match habit {
            Habit::SlashedDates => days.slashed(at),
            _ => days.time(at),
        };
        let optional = |at: Option<Moment>| at.map_or_else(String::new, time);
        let due = match (habit, self.due) {
            (Habit::DueDayOnly, Some(due)) => days.date(due).to_owned(),
            // The other spelling of nothing that real systems send.
            (Habit::DueOftenMissing, None) if self.received % 2 == 0 => {
                "0001-01-01 00:00:00".to_owned()
            }
            (_, due) => optional(due),
        };
        let named = *habit == Habit::NameOnly;
        let (unit_id, unit_name) = if named { ("", "Vụ HTQT") } else { (unit.as_str(), "") };
        let suffix = if *habit == Habit::LocalCodes { ".000.00.00.G06" } else { "" };
        let fee = self.fee.map_or_else(String::new, |fee| {
            if *habit == Habit::LocalCodes && fee >= 1000 {
                format!("{}.{:03}", fee / 1000, fee % 1000)
            } else {
                fee.to_string()
            }
        });
        let flag = |flag: bool| u8::from(flag);
        format!(
            "{id},{unit_id},{unit_name},{procedure_id}{suffix},{field_id},{channel},{status},{submitted},{received},{due},\
             {ended},{end_kind},{returned},{digitized},{reused},{has_digitized},{store},{result},{verified},{databases},\
             {fee},{payment},{synced}",
            id = self.id,
            procedure_id = procedure.id,
            field_id = procedure.field_id,
            channel = self.channel,
            status = self.status,
            submitted = time(self.submitted),
            received = time(self.received),
            ended = optional(self.ended),
            end_kind = if *habit == Habit::NoEndKind { "" } else { self.end_kind() },
            returned = optional(self.returned),
            digitized = flag(self.digitized),
            reused = flag(self.reused),
            has_digitized = flag(self.digitized || self.reused),
            store = flag(self.store),
            result = flag(self.result_file),
            verified = flag(self.verified),
            databases = if self.population_data { "2;7" } else { "" },
            payment = self.payment,
            synced = flag(self.synced),
        )
    }

    fn end_kind(&self) -> &'static str {
        match (self.ended, self.status) {
            (None, _) => "",
            (_, 3) => "refused",
            (_, 7) => "withdrawn",
            (_, 8) => "stopped",
            (_, 10) => "returned",
            _ => "finished",
        }
    }
}

/// The row with another value in one column; no cell of these rows holds a comma.
pub fn with(row: &str, column: &str, value: &str) -> String {
    let position =
        HEADER.split(',').position(|name| name == column).expect("a column of the table");
    let cells = row.split(',').enumerate();
    let cells: Vec<&str> =
        cells.map(|(i, cell)| if i == position { value } else { cell }).collect();
    cells.join(",")
}
