//! Behind a broken record: whether an object is one that a file may go on with. It must be well
//! formed and have the key that every record of its kind has, so that a paper or a fee of the broken
//! record is not taken for a record.

use super::{
    cursor::Cursor,
    draft::{KEYS, PAIR},
    scan::{Scan, Step},
    shape::{Member, member},
};

/// What an object is that may be a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    Record,
    No,
    /// The bytes end before it does.
    More,
}

/// Tries the object that `bytes` begin with; `last` says that nothing follows them. Among `pairs` only a pair is a record: what it holds
/// has the key of a record as well.
pub fn try_record(bytes: &[u8], last: bool, pairs: bool) -> Trial {
    let mut scan = Scan::shallow();
    let length = match scan.step(bytes, last) {
        Step::Ended(length) => length,
        Step::More => return Trial::More,
        Step::Broken => return Trial::No,
    };
    let mut found = false;
    let mut cursor = Cursor::new(Box::default());
    cursor.start(&bytes[..length]);
    let read = cursor.object(|cursor, name| {
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        found |= is_of_pair(name) || (!pairs && (is(b"MaHoSo") || is(b"MaTTHC")));
        cursor.skip()
    });
    if read.is_ok() && found { Trial::Record } else { Trial::No }
}

/// Whether an object begins as a dossier together with its trail.
pub fn begins_a_pair(bytes: &[u8]) -> bool {
    matches!(member(bytes, 1), Member::Key(key, _) if is_of_pair(key))
}

fn is_of_pair(key: &[u8]) -> bool {
    KEYS.find(key).is_some_and(|number| KEYS.key(number).marks == PAIR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_has_its_number_and_a_paper_has_not() {
        for (text, expected) in [
            (r#"{"x":1,"MAHOSO":"H1"},{"#, Trial::Record),
            (r#"{"MaTTHC":"1.000001"}]"#, Trial::Record),
            (r#"{"hoSo":{}}"#, Trial::Record),
            (r#"{"TepDinhKemId":"1"}"#, Trial::No),
            (r#"{"MaHoSo":"H1","a":[}"#, Trial::No),
            (r#"{"MaHoSo":"H1","a":"#, Trial::More),
        ] {
            assert_eq!(try_record(text.as_bytes(), true, false), expected, "{text}");
        }
    }

    #[test]
    fn behind_a_broken_pair_only_a_pair_is_a_record() {
        assert!(begins_a_pair(br#"{ "HoSo" : {"MaHoSo""#));
        assert!(!begins_a_pair(br#"{"MaHoSo":"H1""#));
        assert_eq!(try_record(br#"{"MaHoSo":"H1","TrangThai":"2"}"#, true, true), Trial::No);
        assert_eq!(try_record(br#"{"tienTrinhDongBo":[],"hoSo":{}}"#, true, true), Trial::Record);
    }
}
