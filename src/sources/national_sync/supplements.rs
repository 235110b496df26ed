//! Rounds of supplement that a dossier message lists (`DanhSachHoSoBoSung`). Where one has the date
//! of its request, the list takes the place of the trail (4.1.4); a round without it is skipped.

use std::sync::LazyLock;

use super::{
    cursor::{Cursor, Read},
    habits::Table,
    key_table::{KeyTable, Met},
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
    pub repeated_key: bool,
    /// What was noticed in the dates.
    pub noticed: FindingSet,
}

/// Dates of a round, by the canonical columns of a supplements table.
const COLUMNS: [&str; 4] = ["asked_at", "completed_at", "due_before_at", "due_after_at"];

static ROUND_KEYS: LazyLock<KeyTable<Option<usize>>> = LazyLock::new(|| {
    let dates = ["NgayBoSung", "NgayTiepNhanBoSung", "NgayHenTraTruoc", "NgayHenTraMoi"];
    let skipped = [
        "HoSoBoSungId",
        "NguoiYeuCauBoSung",
        "NoiDungBoSung",
        "NguoiTiepNhanBoSung",
        "ThongTinTiepNhan",
        "TrangThaiBoSung",
        "DanhSachGiayToBoSung",
        "DanhSachLePhiBoSung",
    ];
    let dates = dates.into_iter().zip((0..).map(Some));
    KeyTable::new(Table::Round, dates.chain(skipped.map(|name| (name, None))))
});

impl Rounds {
    /// Reads the list at hand in the place of what was read before.
    pub fn read(&mut self, cursor: &mut Cursor<'_>, dates: &DateReader) -> Read<()> {
        *self = Self::default();
        cursor.objects(|cursor| self.round(cursor, dates)).map(|_| ())
    }

    fn round(&mut self, cursor: &mut Cursor<'_>, dates: &DateReader) -> Read<()> {
        let mut met = Met::default();
        let mut read = [Reading::Missing; 4];
        cursor.members(&ROUND_KEYS, &mut met, |cursor, key| {
            match key.flatten() {
                Some(place) => {
                    read[place] = date(cursor, dates)?;
                    dates.notice(read[place], &mut self.noticed);
                }
                None => cursor.skip()?,
            }
            Ok(())
        })?;
        self.repeated_key |= met.repeated();
        let unreadable = read.iter().position(|reading| *reading == Reading::Unreadable);
        self.unreadable = self.unreadable.or(unreadable.map(|place| COLUMNS[place]));
        let [asked, completed, before, after] = read;
        if let Some(asked) = instant(asked) {
            let due_moved = due(before).zip(due(after)).is_some_and(|(old, new)| old != new);
            self.list.push(Supplement { asked, completed: instant(completed), due_moved });
        }
        Ok(())
    }
}
