//! Rows of the small tables: the catalogue of procedures, announcements, petitions, totals, units,
//! their cohorts and the calendar.

use super::{
    Cell, Fault, RowReader,
    columns::{list, procedure_code, required},
};
use crate::domain::{
    account::{Finding, Reason},
    announcement::Announcement,
    calendar::{DayKind, Exception},
    cohort::CohortRow,
    finder::EnvelopeUnit,
    hours,
    message::Message,
    petition::Petition,
    procedure::{self, Limit, LimitUnit, OnlineLevel, ProcedureRow},
    time::Day,
    unit::{UnitRow, Version},
};

/// Positions of the amount of a limit and of its unit in `schema::canonical::PROCEDURES`.
const LIMIT: [usize; 2] = [9, 10];

impl RowReader<'_> {
    pub(super) fn procedure<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        if let Some(fault) = self.unreadable(cells, &LIMIT) {
            return Err(fault);
        }
        required(cells, 0, "procedure_id")?;
        let id = procedure_code(&cells[0]);
        let limit = self.limit(cells).unwrap_or_else(|| {
            self.notice(Finding::LimitUnreadable);
            None
        });
        let level = match self.known_code(cells, 5)? {
            "full" => Some(OnlineLevel::Full),
            "partial" => Some(OnlineLevel::Partial),
            "none" => Some(OnlineLevel::None),
            _ => None,
        };
        let text =
            |position: usize| Some(cells[position].str().to_owned()).filter(|t| !t.is_empty());
        let version = procedure::Version {
            name: required(cells, 1, "name")?.to_owned(),
            field_id: text(2),
            field_name: text(3),
            unit_ids: list(cells[4].str()),
            online_level: level,
            has_fee: self.flag(cells, 6)?,
            paper_result: self.flag(cells, 7)?,
            citizen_subject: self.flag(cells, 8)?,
            limit,
            complete: self.flag(cells, 11)?,
            public_from: self.date(cells, 12)?,
            public_to: self.date(cells, 13)?,
            valid_from: self.date(cells, 14)?,
            valid_to: self.date(cells, 15)?,
            legal_basis: text(16),
        };
        Ok(Message::Procedure(ProcedureRow { id: procedure::root(&id).to_owned(), version }))
    }

    /// The time limit; 0 is none, and so is an amount without a unit. `None` where it cannot be read.
    fn limit(&self, cells: &[Cell<'_>]) -> Option<Option<Limit>> {
        let [amount, _] = LIMIT.map(|position| &cells[position]);
        if LIMIT.iter().any(|position| cells[*position] == Cell::Unreadable) {
            return None;
        }
        let amount = match amount {
            cell if cell.is_missing() => return Some(None),
            Cell::Int(number) => *number as f64,
            Cell::Real(number) => *number,
            cell => procedure::amount(cell.str())?,
        };
        let unit = match self.known_code(cells, LIMIT[1]).ok()? {
            "" => return Some(None),
            "working_hour" => LimitUnit::WorkingHour,
            "working_day" => LimitUnit::WorkingDay,
            "day" => LimitUnit::Day,
            _ => LimitUnit::Month,
        };
        if amount == 0.0 { Some(None) } else { Limit::of(amount, unit).map(Some) }
    }

    pub(super) fn announcement<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        Ok(Message::Announcement(Announcement {
            decision_id: required(cells, 0, "decision_id")?.to_owned(),
            procedure_id: {
                required(cells, 1, "procedure_id")?;
                procedure::root(&procedure_code(&cells[1])).to_owned()
            },
            announced: self.date(cells, 2)?.ok_or((Reason::AnnouncedOnMissing, "announced_on"))?,
            legal_effective: self.date(cells, 3)?,
            published: self.date(cells, 4)?,
        }))
    }

    pub(super) fn petition<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        let id = required(cells, 0, "petition_id")?.to_owned();
        let unit = self.codes.unit(cells[1].str(), "", EnvelopeUnit::None);
        Ok(Message::Petition(Petition {
            id,
            unit,
            about_rules: self.known_code(cells, 2)? == "rules",
            received: self
                .time(cells, 3, Day::start)?
                .ok_or((Reason::ReceivedMissing, "received_at"))?,
            transferred: self.time(cells, 4, Day::start)?,
            answered: self.time(cells, 5, Day::start)?,
            refused: self.time(cells, 6, Day::start)?,
            asked_more: self.time(cells, 7, Day::start)?,
            likes: self.votes(cells, 8)?,
            dislikes: self.votes(cells, 9)?,
            repeated: self.flag(cells, 10)? == Some(true),
        }))
    }

    /// A number of votes; nobody can have cast fewer than none.
    fn votes(&self, cells: &[Cell<'_>], position: usize) -> Result<i64, Fault> {
        match self.count(cells, position)?.unwrap_or(0) {
            ..0 => Err((Reason::ValueUnreadable, self.column(position))),
            votes => Ok(votes),
        }
    }

    pub(super) fn total<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        if let Some(fault) = self.unreadable(cells, &[1, 2]) {
            return Err(fault);
        }
        let unit_id = required(cells, 0, "unit_id")?.to_owned();
        let period = cells[1].str().parse().ok();
        let count = self.count(cells, 2).ok().flatten();
        Ok(match (period, count.and_then(|count| u64::try_from(count).ok())) {
            (Some(period), Some(received)) => Message::Total { unit_id, period, received },
            (period, _) => Message::TotalUnreadable { unit_id, period },
        })
    }

    pub(super) fn unit<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        let text =
            |position: usize| Some(cells[position].str().to_owned()).filter(|t| !t.is_empty());
        Ok(Message::Unit(UnitRow {
            id: required(cells, 0, "unit_id")?.to_owned(),
            version: Version {
                name: required(cells, 1, "name")?.to_owned(),
                name_en: text(2),
                parent_id: text(3),
                kind: text(4).unwrap_or_else(|| "unit".into()),
                valid_from: self.date(cells, 5)?,
                valid_to: self.date(cells, 6)?,
            },
            successor_id: text(7),
            aliases: list(cells[8].str()),
        }))
    }

    pub(super) fn cohort<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        Ok(Message::Cohort(CohortRow {
            unit_id: required(cells, 0, "unit_id")?.to_owned(),
            cohort: required(cells, 1, "cohort")?.to_owned(),
            valid_from: self.date(cells, 2)?,
            valid_to: self.date(cells, 3)?,
        }))
    }

    pub(super) fn day<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        let kind = match self.known_code(cells, 1)? {
            "holiday" => DayKind::Holiday,
            "working" => DayKind::Working,
            _ => return Err((Reason::KeyMissing, "kind")),
        };
        let day = self.date(cells, 0)?.ok_or((Reason::KeyMissing, "date"))?;
        let unreadable = (Reason::ValueUnreadable, "hours");
        let hours = match cells[3].str() {
            "" => None,
            // Half a day off is a working day with the hours that are left; a holiday has none.
            _ if kind == DayKind::Holiday => return Err(unreadable),
            written => Some(hours::spans(written.split(';')).map_err(|_| unreadable)?),
        };
        Ok(Message::Day { day, row: Exception { kind, hours } })
    }
}
