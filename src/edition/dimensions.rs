//! Units, indicators, procedures and periods as tables of their own, by which a series is read in another
//! program: names, places in the tree, times of validity. All of it is public.

use crate::{
    domain::{
        cohort::Cohorts,
        procedure::Procedure,
        time::Day,
        unit::{UNMAPPED, Units},
    },
    rules::RuleSet,
    schema::{Table, series},
};

/// One row for each version of each unit, with its cohort on the last day of it that has come.
pub fn units(units: &Units, cohorts: &Cohorts, today: Day) -> Table {
    let authority = &units.authority().id;
    let rows = units.iter().flat_map(|unit| {
        unit.versions.iter().map(move |version| {
            let day = version.valid_to.map_or(today, |last| last.min(today));
            let is_listed = unit.id != UNMAPPED && version.parent_id.as_ref() == Some(authority);
            let cohort = cohorts.standing(unit, day).filter(|_| is_listed);
            vec![
                unit.id.clone().into(),
                version.name.clone().into(),
                version.name_en.clone().into(),
                version.parent_id.clone().into(),
                version.kind.clone().into(),
                version.valid_from.into(),
                version.valid_to.into(),
                unit.successor_id.clone().into(),
                cohort.map(|cohort| cohort.id()).into(),
            ]
        })
    });
    Table { name: "dim_unit", columns: series::DIM_UNIT, rows: rows.collect() }
}

pub fn indicators(rules: &RuleSet) -> Table {
    let rows = rules.indicators.iter().map(|indicator| {
        vec![
            indicator.id.clone().into(),
            indicator.title.vi.clone().into(),
            indicator.title.en.clone().into(),
            indicator.part.clone().into(),
            indicator.code.clone().into(),
            indicator.group.clone().into(),
            indicator.block.clone().into(),
            indicator.max.into(),
            rules.id.clone().into(),
        ]
    });
    Table { name: "dim_indicator", columns: series::DIM_INDICATOR, rows: rows.collect() }
}

/// One row for each version of each procedure of the catalogue.
pub fn procedures(procedures: &[Procedure]) -> Table {
    let rows = procedures.iter().flat_map(|procedure| {
        procedure.versions().iter().map(|version| {
            vec![
                procedure.id.clone().into(),
                version.name.clone().into(),
                version.field_id.clone().into(),
                version.field_name.clone().into(),
                version.public_from.into(),
                version.public_to.into(),
                version.valid_from.into(),
                version.valid_to.into(),
            ]
        })
    });
    Table { name: "dim_procedure", columns: series::DIM_PROCEDURE, rows: rows.collect() }
}
