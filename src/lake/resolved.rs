//! What the dossiers of a lake were resolved from, and what they came to: by it the next run sees which
//! files are new and which are gone, and resolves only the dossiers that those speak of.

use serde::{Deserialize, Serialize};

use super::{meaning::NameLists, resolve::Winner, sums::Sums};
use crate::domain::time::LocalTime;

/// The state of a lake beside its segments.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Resolved {
    /// Everything but files and cut-off that decides what becomes of a dossier, as a hash.
    pub basis: String,
    pub cut_off: LocalTime,
    /// In reading order.
    pub files: Vec<File>,
    /// Names keep their numbers.
    pub names: NameLists,
    pub sums: Sums,
}

/// One file as it was resolved. Of two rows of a dossier the order of their files decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// The name of its part.
    pub part: String,
    pub source: String,
    pub winner: Winner,
}

/// Where a file stands in the lake of before and in the one that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub old: Option<u32>,
    pub new: Option<u32>,
}

/// The files of both, in an order in which those of each stand as they did. One that moved among the others
/// is gone from where it was and new where it is.
pub fn joined(old: &[File], new: &[File]) -> Vec<Member> {
    let mut members = Vec::with_capacity(old.len().max(new.len()));
    let mut next = 0;
    for (number, file) in (0..).zip(new) {
        let found = old[next..].iter().position(|known| known == file);
        if let Some(found) = found {
            let gone = next..next + found;
            members.extend(gone.map(|old| Member { old: Some(old as u32), new: None }));
            members.push(Member { old: Some((next + found) as u32), new: Some(number) });
            next += found + 1;
        } else {
            members.push(Member { old: None, new: Some(number) });
        }
    }
    members.extend((next..old.len()).map(|old| Member { old: Some(old as u32), new: None }));
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &str) -> Vec<File> {
        let file = |name: char| File {
            part: name.into(),
            source: "one-stop".to_owned(),
            winner: Winner::Last,
        };
        names.chars().map(file).collect()
    }

    fn shown(old: &str, new: &str) -> String {
        let (old_files, new_files) = (files(old), files(new));
        let sign = |member: &Member| {
            let name = |list: &[File], number: u32| list[number as usize].part.clone();
            match (member.old, member.new) {
                (Some(old), None) => format!("-{}", name(&old_files, old)),
                (None, Some(new)) => format!("+{}", name(&new_files, new)),
                (_, Some(new)) => name(&new_files, new),
                (None, None) => String::new(),
            }
        };
        joined(&old_files, &new_files).iter().map(sign).collect()
    }

    #[test]
    fn files_of_both_stand_in_the_order_of_each() {
        assert_eq!(shown("abc", "abcd"), "abc+d");
        assert_eq!(shown("abc", "ac"), "a-bc");
        assert_eq!(shown("abc", "axc"), "a+x-bc");
        assert_eq!(shown("", "ab"), "+a+b");
        assert_eq!(shown("ab", ""), "-a-b");
        assert_eq!(shown("abc", "cab"), "-a-bc+a+b");
        assert_eq!(shown("aa", "aaa"), "aa+a", "files of the same bytes");
    }

    #[test]
    fn a_file_of_which_another_row_wins_is_another() {
        let mut first = files("a");
        first[0].winner = Winner::First;
        let new = Member { old: None, new: Some(0) };
        assert_eq!(joined(&files("a"), &first), [new, Member { old: Some(0), new: None }]);
    }
}
