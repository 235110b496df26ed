//! Internal tables of what somebody must look at: the dossiers that are overdue or due soon, by their numbers, and
//! how many of them each unit has, by age. Dossier numbers stand nowhere else in an edition, and never in its
//! public part.

use super::{outlook, tables::Source};
use crate::{
    domain::{
        open_dossier::{OpenDossier, OpenState},
        period::Period,
        still_open::StillOpen,
        time::LocalTime,
    },
    schema::{Table, Value, insight},
    score::period_result::PeriodResult,
};

/// The oldest working days of each class of age but the last, which has no end.
const AGES: [u32; 3] = [5, 10, 30];

/// The tables `open_dossiers` and `open_ages`, of the period shown, and those of all that is in hand.
pub fn tables(
    source: &Source<'_>,
    shown: &PeriodResult,
    open: &StillOpen,
    learnt: (Option<Period>, LocalTime),
) -> Vec<Table> {
    let listed = [dossiers(source, shown, &open.dossiers), ages(source, shown, &open.dossiers)];
    listed.into_iter().chain(outlook::tables(source, shown, open, learnt)).collect()
}

fn dossiers(source: &Source<'_>, shown: &PeriodResult, open: &[OpenDossier]) -> Table {
    let rows = open.iter().map(|dossier| {
        let unit = source.units.find(&dossier.unit_id).map(|unit| source.units.get(unit));
        vec![
            dossier.unit_id.clone().into(),
            unit.map(|unit| unit.on(shown.named_on).name.clone()).into(),
            dossier.id.clone().into(),
            dossier.procedure_id.clone().into(),
            Value::Time(dossier.received),
            Value::Time(dossier.due),
            dossier.state.as_str().into(),
            u64::from(dossier.working_days).into(),
        ]
    });
    Table { name: "open_dossiers", columns: insight::OPEN_DOSSIERS, rows: rows.collect() }
}

/// Of each unit with those below it: all that are overdue, by age, and those that are due soon.
fn ages(source: &Source<'_>, shown: &PeriodResult, open: &[OpenDossier]) -> Table {
    let mut counts = vec![[0_u64; AGES.len() + 4]; source.units.len()];
    for dossier in open {
        let class = match dossier.state {
            OpenState::Overdue => {
                let older = AGES.iter().filter(|oldest| dossier.working_days > **oldest).count();
                2 + older
            }
            OpenState::Repeated => 1,
            OpenState::DueSoon => AGES.len() + 3,
        };
        let unit = source.units.find(&dossier.unit_id);
        for unit in unit.into_iter().flat_map(|unit| shown.counts.tree.upwards(unit)) {
            let counts = &mut counts[unit as usize];
            counts[class] += 1;
            counts[0] += u64::from(dossier.state != OpenState::DueSoon);
        }
    }
    let rows = source.shown_units().into_iter().map(|unit| {
        let known = source.units.get(unit);
        let head = [
            shown.counts.period.to_string(),
            known.id.clone(),
            known.on(shown.named_on).name.clone(),
        ];
        head.map(Value::from).into_iter().chain(counts[unit as usize].map(Value::from)).collect()
    });
    Table { name: "open_ages", columns: insight::OPEN_AGES, rows: rows.collect() }
}
