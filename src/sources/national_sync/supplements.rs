//! Rounds of supplement that a dossier message lists (`DanhSachHoSoBoSung`). Where one has the date
//! of its request, the list takes the place of the trail (4.1.4); a round without it is skipped.

use std::sync::LazyLock;

use super::{
    cursor::{Cursor, Raw, Read},
    habits::Table,
    key_table::{KeyTable, Places},
    scalars::{date, due, instant},
};
use crate::{
    domain::{dossier::Supplement, message::FindingSet},
    sources::dates::{DateReader, Reading},
};

/// The rounds of one dossier.
#[derive(Debug, Default)]
pub struct Rounds {
    pub list: Vec<Supplement>,
    /// The column of the first date that cannot be read.
    pub unreadable: Option<&'static str>,
    /// What was noticed in the dates.
    pub noticed: FindingSet,
}

/// Dates of a round, by the canonical columns of a supplements table.
const COLUMNS: [&str; 4] = ["asked_at", "completed_at", "due_before_at", "due_after_at"];

static ROUNDS: Places = LazyLock::new(|| {
    let dates = ["NgayBoSung", "NgayTiepNhanBoSung", "NgayHenTraTruoc", "NgayHenTraMoi"];
    let others = [
        "HoSoBoSungId",
        "NguoiYeuCauBoSung",
        "NoiDungBoSung",
        "NguoiTiepNhanBoSung",
        "ThongTinTiepNhan",
        "TrangThaiBoSung",
        "DanhSachGiayToBoSung",
        "DanhSachLePhiBoSung",
    ];
    KeyTable::places(Table::Round, &dates, &others)
});

impl Rounds {
    /// Reads the list at hand.
    pub fn read(cursor: &mut Cursor<'_>, dates: &DateReader, repeated: &mut bool) -> Read<Self> {
        let mut rounds = Self::default();
        cursor.rows(&ROUNDS, repeated, |round| rounds.add(round, dates))?;
        Ok(rounds)
    }

    fn add(&mut self, round: [Raw<'_>; 4], dates: &DateReader) {
        let read = round.map(|raw| date(raw, dates, &mut self.noticed));
        let unreadable = read.iter().position(|reading| *reading == Reading::Unreadable);
        self.unreadable = self.unreadable.or(unreadable.map(|place| COLUMNS[place]));
        let [asked, completed, before, after] = read;
        if let Some(asked) = instant(asked) {
            let due_moved = due(before).zip(due(after)).is_some_and(|(old, new)| old != new);
            self.list.push(Supplement { asked, completed: instant(completed), due_moved });
        }
    }
}
