//! What is counted beside dossiers: petitions, announcing decisions, procedures of the catalogue and what
//! citizens said. They are few, so that each row stays known with what holds for it.

use polars::prelude::DataFrame;

use super::Counting;
use crate::{
    count::{
        cells::{Beside, Masked},
        columns::{Columns, key},
        engine,
    },
    domain::{survey::Opinions, unit::Tree},
    judge::Window,
    pipeline::failure::Failure,
    rules::Condition,
    schema::facts::Subject,
};

impl Counting<'_> {
    /// All of it in one window, with each unit carried by the one `carried_by` names.
    pub fn beside(
        &self,
        window: &Window,
        tree: &Tree,
        carried_by: &[u32],
    ) -> Result<Beside, Failure> {
        Ok(Beside {
            petitions: self.petitions(window)?,
            announcements: self.announcements(window)?,
            procedures: self.procedures(window, tree, carried_by)?,
            survey: self.survey(window),
        })
    }

    /// What citizens said in the window, day by day of each unit.
    fn survey(&self, window: &Window) -> Vec<(u32, Opinions)> {
        let given = self.judging.registers.survey.within(window.start, window.end);
        given.map(|(unit, opinions)| (unit, *opinions)).collect()
    }

    fn petitions(&self, window: &Window) -> Result<Masked, Failure> {
        let (mut columns, mut rows) = (Columns::default(), Vec::new());
        for (_, fact) in self.judging.petitions(window) {
            let Some(fact) = fact else { continue };
            columns.push(key(fact.unit, 0), &fact);
            rows.push((fact.unit, 0));
        }
        self.masked(Subject::Petitions, columns.take()?, rows)
    }

    fn announcements(&self, window: &Window) -> Result<Masked, Failure> {
        let (mut columns, mut rows) = (Columns::default(), Vec::new());
        for (_, number, fact) in self.judging.announcements(window) {
            columns.push(key(0, number), &fact);
            rows.push((0, number));
        }
        self.masked(Subject::Announcements, columns.take()?, rows)
    }

    fn procedures(
        &self,
        window: &Window,
        tree: &Tree,
        carried_by: &[u32],
    ) -> Result<Masked, Failure> {
        let (mut columns, mut rows) = (Columns::default(), Vec::new());
        for fact in self.judging.procedures(window, tree, carried_by) {
            columns.push(key(fact.unit, fact.procedure), &fact);
            rows.push((fact.unit, fact.procedure));
        }
        self.masked(Subject::Procedures, columns.take()?, rows)
    }

    /// Where `of`, and `of AND those`, hold for each indicator of a subject.
    fn masked(
        &self,
        subject: Subject,
        frame: DataFrame,
        rows: Vec<(u32, u32)>,
    ) -> Result<Masked, Failure> {
        let indicators: Vec<_> = self
            .judging
            .job
            .rules
            .indicators
            .iter()
            .filter(|indicator| indicator.counts == subject)
            .collect();
        let both: Vec<Condition> = indicators
            .iter()
            .map(|indicator| indicator.of.clone().and(indicator.those.clone()))
            .collect();
        let conditions: Vec<&Condition> =
            indicators.iter().map(|indicator| &indicator.of).chain(&both).collect();
        let mut masks = engine::masks(frame, &conditions)?;
        let those = masks.split_off(indicators.len());
        let masks = indicators
            .iter()
            .zip(masks.into_iter().zip(those))
            .map(|(indicator, masks)| (indicator.id.clone(), masks))
            .collect();
        Ok(Masked { rows, masks })
    }
}
