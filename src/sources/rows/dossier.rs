//! A row of the table of dossiers. One with a dossier number is taken even where a cell of it cannot
//! be read: what is wrong with it goes with it, so that it is put aside under its number.

use super::{
    Cell, Fault, RowReader,
    columns::{dossier_id, procedure_code},
};
use crate::{
    domain::{
        account::{Finding, Reason},
        dossier::{Channel, EndKind, Flags, Origin},
        message::{DossierMessage, Message},
        time::{Day, LocalTime},
    },
    sources::{dates::not_before, text},
};

/// Positions in `schema::canonical::DOSSIERS`.
mod at {
    pub const UNIT_ID: usize = 1;
    pub const UNIT_NAME: usize = 2;
    pub const PROCEDURE: usize = 3;
    pub const CHANNEL: usize = 5;
    pub const STATUS: usize = 6;
    pub const SUBMITTED: usize = 7;
    pub const RECEIVED: usize = 8;
    pub const DUE: usize = 9;
    pub const ENDED: usize = 10;
    pub const END_KIND: usize = 11;
    pub const RETURNED: usize = 12;
    pub const COMPONENTS_DIGITIZED: usize = 13;
    pub const DATABASES: usize = 19;
    pub const FEE: usize = 20;
    pub const ONLINE_PAYMENT: usize = 21;
    pub const SYNCED: usize = 22;
}

impl RowReader<'_> {
    pub(super) fn dossier<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        let id = dossier_id(cells)?;
        let mut reject = self.unreadable(cells, &[]);
        let mut keep = |fault: Fault| {
            reject.get_or_insert(fault);
        };
        let mut time = |position: usize, alone: &dyn Fn(Day) -> LocalTime| {
            self.time(cells, position, alone).unwrap_or_else(|fault| {
                keep(fault);
                None
            })
        };
        let submitted = time(at::SUBMITTED, &Day::start);
        let received = time(at::RECEIVED, &Day::start);
        let due = time(at::DUE, &Day::last_second);
        let ended = time(at::ENDED, &not_before(received));
        let returned = time(at::RETURNED, &not_before(ended.max(received)));
        let mut flag = |place: usize| {
            self.flag(cells, at::COMPONENTS_DIGITIZED + place).unwrap_or_else(|fault| {
                keep(fault);
                None
            })
        };
        let mut flags = Flags {
            components_digitized: flag(0),
            component_reused: flag(1),
            has_digitized_component: flag(2),
            from_personal_store: flag(3),
            result_file: flag(4),
            vneid_verified: flag(5),
            synced: flag(at::SYNCED - at::COMPONENTS_DIGITIZED).or(self.synced),
            ..Flags::default()
        };
        match self.int(cells, at::ONLINE_PAYMENT) {
            Ok(paid) => {
                flags.online_payment = paid.map(|paid| u8::try_from(paid).unwrap_or(u8::MAX))
            }
            Err(fault) => keep(fault),
        }
        let end_kind = match self.code(cells, at::END_KIND) {
            "" => None,
            name => {
                let is_it = |kind: &EndKind| kind.as_str().eq_ignore_ascii_case(name);
                let known = EndKind::ALL.into_iter().find(is_it);
                if known.is_none() {
                    keep((Reason::ValueUnreadable, "end_kind"));
                }
                known
            }
        };
        let channel = match self.code(cells, at::CHANNEL) {
            "" => {
                self.notice(Finding::ChannelMissing);
                Channel::Other
            }
            name => {
                let is_it = |channel: &Channel| channel.as_str().eq_ignore_ascii_case(name);
                Channel::ALL.into_iter().find(is_it).unwrap_or_else(|| {
                    self.notice(Finding::ValueUnlisted);
                    Channel::Other
                })
            }
        };
        let fee = self.fee(cells);
        flags.fees_all_zero = fee == Some(0);
        flags.fee_above_zero = fee.is_some_and(|fee| fee > 0);
        Ok(Message::Dossier(DossierMessage {
            id,
            unit: self.units.find(cells[at::UNIT_ID].str(), cells[at::UNIT_NAME].str(), id, || ""),
            procedure: self.codes.procedure(&procedure_code(&cells[at::PROCEDURE])),
            channel,
            status: self.status(cells, at::STATUS),
            status_given: !cells[at::STATUS].is_missing(),
            origin: Origin::Table,
            submitted,
            received,
            due,
            ended,
            end_kind,
            returned,
            refused: None,
            flags,
            databases: self.codes.databases(cells[at::DATABASES].str()),
            fee,
            supplements: None,
            reject,
            findings: self.noticed.take(),
        }))
    }

    fn fee(&self, cells: &[Cell<'_>]) -> Option<i64> {
        let fee = match &cells[at::FEE] {
            cell if cell.is_missing() => return None,
            Cell::Int(number) => Some(*number).filter(|n| *n >= 0),
            Cell::Real(number) => text::dong(*number),
            // A point in a number is never one of thousands.
            Cell::Number(number) => number.parse().ok().and_then(text::dong),
            cell => text::fee(cell.str()),
        };
        if fee.is_none() {
            self.notice(Finding::FeeUnreadable);
        }
        fee
    }
}

#[cfg(test)]
mod tests {
    use super::at;
    use crate::schema::canonical::DOSSIERS;

    #[test]
    fn positions_are_those_of_the_declared_columns() {
        for (position, name) in [
            (0, "dossier_id"),
            (at::UNIT_ID, "unit_id"),
            (at::UNIT_NAME, "unit_name"),
            (at::PROCEDURE, "procedure_id"),
            (at::CHANNEL, "channel"),
            (at::STATUS, "status"),
            (at::SUBMITTED, "submitted_at"),
            (at::RECEIVED, "received_at"),
            (at::DUE, "due_at"),
            (at::ENDED, "ended_at"),
            (at::END_KIND, "end_kind"),
            (at::RETURNED, "returned_at"),
            (at::COMPONENTS_DIGITIZED, "components_digitized"),
            (at::COMPONENTS_DIGITIZED + 5, "vneid_verified"),
            (at::DATABASES, "databases"),
            (at::FEE, "fee_due"),
            (at::ONLINE_PAYMENT, "online_payment"),
            (at::SYNCED, "synced"),
        ] {
            assert_eq!(DOSSIERS[position].name, name);
        }
    }
}
