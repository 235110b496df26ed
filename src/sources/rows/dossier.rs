//! A row of the table of dossiers. One with a dossier number is taken even where a cell of it cannot
//! be read: what is wrong with it goes with it, so that it is put aside under its number.

use super::{
    Cell, Fault, RowReader,
    columns::{dossier_id, procedure_code},
};
use crate::{
    domain::{
        account::Finding,
        dossier::{Channel, EndKind, Flags, Origin},
        finder::EnvelopeUnit,
        message::{DossierMessage, Message},
        time::{Day, LocalTime},
    },
    schema::canonical::DOSSIERS,
    sources::{dates::not_before, text},
};

/// The position of a canonical column, found when this is compiled.
macro_rules! at {
    ($name:literal) => {
        const { position($name.as_bytes()) }
    };
}

const fn position(name: &[u8]) -> usize {
    let mut place = 0;
    loop {
        let known = DOSSIERS[place].name.as_bytes();
        let mut same = 0;
        while same < name.len() && same < known.len() && name[same] == known[same] {
            same += 1;
        }
        if same == name.len() && same == known.len() {
            return place;
        }
        place += 1;
    }
}

/// What was read; a fault is kept where it is the first.
fn kept<T>(reject: &mut Option<Fault>, read: Result<Option<T>, Fault>) -> Option<T> {
    read.unwrap_or_else(|fault| {
        reject.get_or_insert(fault);
        None
    })
}

impl RowReader<'_> {
    pub(super) fn dossier<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        let id = dossier_id(cells)?;
        let mut reject = self.unreadable(cells, &[]);
        let mut time = |position: usize, alone: &dyn Fn(Day) -> LocalTime| {
            kept(&mut reject, self.time(cells, position, alone))
        };
        let submitted = time(at!("submitted_at"), &Day::start);
        let received = time(at!("received_at"), &Day::start);
        let due = time(at!("due_at"), &Day::last_second);
        let ended = time(at!("ended_at"), &not_before(received));
        let returned = time(at!("returned_at"), &not_before(ended.max(received)));
        let apology_sent = time(at!("apology_sent_at"), &not_before(ended.max(received)));
        let mut flag = |position: usize| kept(&mut reject, self.flag(cells, position));
        let mut flags = Flags {
            components_digitized: flag(at!("components_digitized")),
            component_reused: flag(at!("component_reused")),
            has_digitized_component: flag(at!("has_digitized_component")),
            from_personal_store: flag(at!("from_personal_store")),
            result_file: flag(at!("result_file")),
            vneid_verified: flag(at!("vneid_verified")),
            synced: flag(at!("synced")).or(self.synced),
            received_elsewhere: flag(at!("received_elsewhere")),
            ..Flags::default()
        };
        let paid = kept(&mut reject, self.int(cells, at!("online_payment")));
        flags.online_payment = paid.map(|paid| u8::try_from(paid).unwrap_or(u8::MAX));
        let end_kind = kept(&mut reject, self.known_code(cells, at!("end_kind")).map(Some));
        let end_kind = EndKind::ALL.into_iter().find(|kind| Some(kind.as_str()) == end_kind);
        let channel = self.known_code(cells, at!("channel"));
        match channel {
            Ok("") => self.notice(Finding::ChannelMissing),
            Ok(_) => {}
            Err(_) => self.notice(Finding::ValueUnlisted),
        }
        let channel = Channel::ALL.into_iter().find(|known| channel == Ok(known.as_str()));
        let channel = channel.unwrap_or(Channel::Other);
        let fee = self.fee(cells);
        flags.fees_all_zero = fee == Some(0);
        flags.fee_above_zero = fee.is_some_and(|fee| fee > 0);
        Ok(Message::Dossier(DossierMessage {
            id,
            unit: self.codes.unit(
                cells[at!("unit_id")].str(),
                cells[at!("unit_name")].str(),
                EnvelopeUnit::None,
            ),
            procedure: self.codes.procedure(&procedure_code(&cells[at!("procedure_id")])),
            channel,
            status: self.status(cells, at!("status")),
            status_given: !cells[at!("status")].is_missing(),
            origin: Origin::Table,
            submitted,
            received,
            due,
            ended,
            end_kind,
            returned,
            refused: None,
            apology_sent,
            flags,
            databases: self.codes.databases(cells[at!("databases")].str()),
            fee,
            supplements: None,
            reject,
            findings: self.noticed.take(),
        }))
    }

    fn fee(&self, cells: &[Cell<'_>]) -> Option<i64> {
        let fee = match &cells[at!("fee_due")] {
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
