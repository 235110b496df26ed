//! Facts gathered column by column, ready for the counting engine. Codes stand as their number in
//! the column's list; flags are never null.

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};

use crate::{
    domain::procedure::OnlineLevel,
    judge::{
        announcements::AnnouncementFact, facts::Fact, petitions::PetitionFact,
        procedures::ProcedureFact,
    },
};

/// The name of the grouping key: unit and procedure in one number.
pub const KEY: &str = "key";

/// Unit and procedure as one number.
pub const fn key(unit: u32, procedure: u32) -> u64 {
    (unit as u64) << 32 | procedure as u64
}

/// Unit and procedure of a key.
pub const fn unit_and_procedure(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}

/// A growing set of columns of flags and numbers.
macro_rules! columns {
    ($name:ident of $row:ty { $($flag:ident : $get:expr),+ $(,)? } { $($number:ident : $value:expr),* $(,)? }) => {
        #[derive(Debug, Default)]
        pub struct $name {
            key: Vec<u64>,
            $($flag: Vec<bool>,)+
            $($number: Vec<i64>,)*
        }

        impl $name {
            pub fn push(&mut self, key: u64, row: $row) {
                self.key.push(key);
                $(self.$flag.push(($get)(&row));)+
                $(self.$number.push(($value)(&row));)*
            }

            pub fn len(&self) -> usize {
                self.key.len()
            }

            pub fn is_empty(&self) -> bool {
                self.key.is_empty()
            }

            /// The columns as a data frame; leaves none behind.
            pub fn take(&mut self) -> PolarsResult<DataFrame> {
                let taken = std::mem::take(self);
                let columns: Vec<Column> = vec![
                    Series::new(KEY.into(), taken.key).into(),
                    $(Series::new(stringify!($flag).into(), taken.$flag).into(),)+
                    $(Series::new(stringify!($number).into(), taken.$number).into(),)*
                ];
                DataFrame::new_infer_height(columns)
            }
        }
    };
}

columns!(DossierColumns of &Fact {
    opening: |f: &&Fact| f.opening,
    received: |f: &&Fact| f.received,
    in_hand: |_: &&Fact| true,
    ended: |f: &&Fact| f.ended.is_some(),
    closing: |f: &&Fact| f.ended.is_none(),
    on_time: |f: &&Fact| f.on_time,
    undated: |f: &&Fact| f.verdict == crate::judge::clock::Verdict::Undated,
    judged: |f: &&Fact| f.judged,
    waiting: |f: &&Fact| f.waiting,
    synced: |f: &&Fact| f.synced == Some(true),
    sync_known: |f: &&Fact| f.synced.is_some(),
    result_file: |f: &&Fact| f.result_file,
    components_digitized: |f: &&Fact| f.components_digitized,
    component_reused: |f: &&Fact| f.component_reused,
    has_digitized_component: |f: &&Fact| f.has_digitized_component,
    from_personal_store: |f: &&Fact| f.from_personal_store,
    vneid_verified: |f: &&Fact| f.vneid_verified,
    population_database: |f: &&Fact| f.population_database,
    fees_all_zero: |f: &&Fact| f.fees_all_zero,
    fee_above_zero: |f: &&Fact| f.fee_above_zero,
    has_fee: |f: &&Fact| f.has_fee,
    paper_result: |f: &&Fact| f.paper_result,
    dissatisfied: |f: &&Fact| f.dissatisfied,
    complained: |f: &&Fact| f.complained,
} {
    verdict: |f: &&Fact| f.verdict as i64,
    end_kind: |f: &&Fact| f.ended.map_or(0, |kind| kind as i64 + 1),
    channel: |f: &&Fact| f.channel as i64,
    online_payment: |f: &&Fact| i64::from(f.online_payment),
    handling_seconds: |f: &&Fact| f.handling_seconds,
});

columns!(PetitionColumns of &PetitionFact {
    received: |_: &&PetitionFact| true,
    about_rules: |f: &&PetitionFact| f.about_rules,
    on_time: |f: &&PetitionFact| f.on_time,
    more_disliked: |f: &&PetitionFact| f.more_disliked,
    repeated: |f: &&PetitionFact| f.repeated,
} {});

columns!(AnnouncementColumns of &AnnouncementFact<'_> {
    announced: |f: &&AnnouncementFact<'_>| f.announced,
    announced_on_time: |f: &&AnnouncementFact<'_>| f.announced_on_time,
    publication_due: |f: &&AnnouncementFact<'_>| f.publication_due,
    published_on_time: |f: &&AnnouncementFact<'_>| f.published_on_time,
} {});

columns!(ProcedureColumns of &ProcedureFact {
    public: |f: &&ProcedureFact| f.public,
    in_authority: |_: &&ProcedureFact| true,
    complete: |f: &&ProcedureFact| f.complete,
    has_fee: |f: &&ProcedureFact| f.has_fee,
    citizen_subject: |f: &&ProcedureFact| f.citizen_subject,
} {
    online_level: |f: &&ProcedureFact| match f.online_level {
        OnlineLevel::None => 0,
        OnlineLevel::Partial => 1,
        OnlineLevel::Full => 2,
    },
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::facts::Subject;

    #[test]
    fn every_declared_fact_column_is_filled_and_no_other() {
        for (subject, frame) in [
            (Subject::Dossiers, DossierColumns::default().take()),
            (Subject::Procedures, ProcedureColumns::default().take()),
            (Subject::Announcements, AnnouncementColumns::default().take()),
            (Subject::Petitions, PetitionColumns::default().take()),
        ] {
            let frame = frame.unwrap();
            let mut filled: Vec<&str> = frame
                .get_column_names()
                .into_iter()
                .map(|name| name.as_str())
                .filter(|name| *name != KEY)
                .collect();
            let mut declared: Vec<&str> =
                subject.columns().iter().map(|column| column.name).collect();
            filled.sort_unstable();
            declared.sort_unstable();
            assert_eq!(filled, declared, "{}", subject.as_str());
        }
    }
}
