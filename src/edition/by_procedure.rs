//! The flow by unit and procedure: in a province more rows than all other tables together. It is never
//! held as a whole; its rows are made while they are written, one unit of one period after the other.

use std::{borrow::Cow, collections::BTreeMap};

use super::tables::{Source, coverage, status};
use crate::{
    count::flow::{FLOW, OfProcedure},
    domain::digest::Hashing,
    schema::{Column, Rows, Value, encode, published},
    score::period_result::PeriodResult,
};

/// The table `flow_by_procedure`.
#[derive(Clone, Copy)]
pub struct FlowByProcedure<'a>(pub &'a Source<'a>);

impl FlowByProcedure<'_> {
    pub const NAME: &'static str = "flow_by_procedure";

    /// Hands what it says to a hash, without making its rows: there are as many as in all other tables, many
    /// times over.
    pub fn feed(&self, hashing: &mut Hashing) {
        let Self(source) = self;
        for period in source.periods {
            hashing.piece(period.counts.period.to_string().as_bytes());
            let of_unit = |unit| {
                let head = source.head(period, unit);
                head.iter().map(encode::text).collect::<Vec<_>>().join("\t")
            };
            let mut heads = BTreeMap::new();
            let mut of_period: Vec<_> = period
                .counts
                .flows_by_procedure
                .iter()
                .map(|((unit, procedure), figures)| {
                    (*unit, &source.procedures[*procedure as usize], figures)
                })
                .collect();
            of_period.sort_by_key(|(unit, procedure, _)| (*unit, *procedure));
            for (unit, procedure, of) in of_period {
                hashing.piece(heads.entry(unit).or_insert_with(|| of_unit(unit)).as_bytes());
                hashing.piece(procedure.as_bytes());
                let flow = of.flow.iter().flatten();
                flow.for_each(|count| hashing.piece(&count.to_le_bytes()));
                hashing.piece(&of.seconds.map(u64::to_le_bytes).unwrap_or_default());
                hashing.piece(&[u8::from(of.flow.is_some())]);
            }
        }
    }

    fn rows_of(&self, period: &PeriodResult, unit: u32) -> Vec<Vec<Value>> {
        let Self(source) = self;
        let of_unit = period.counts.flows_by_procedure.range((unit, 0)..=(unit, u32::MAX));
        let mut procedures: Vec<_> = of_unit
            .map(|((_, procedure), figures)| (&source.procedures[*procedure as usize], figures))
            .collect();
        procedures.sort_by_key(|(id, _)| *id);
        let head = source.head(period, unit);
        let row = |(id, of): (&String, &OfProcedure)| {
            let mut row = Vec::with_capacity(published::FLOW_BY_PROCEDURE.len());
            row.extend_from_slice(&head);
            row.push(id.clone().into());
            row.extend((0..FLOW.len()).map(|place| of.flow.map(|flow| flow[place]).into()));
            row.extend([of.seconds.into(), coverage(period)]);
            row.extend([status(period, of.flow.is_some()), of.base.into()]);
            row
        };
        procedures.into_iter().map(row).collect()
    }
}

impl Rows for FlowByProcedure<'_> {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn columns(&self) -> &'static [Column] {
        published::FLOW_BY_PROCEDURE
    }

    fn rows(&self) -> Box<dyn Iterator<Item = Cow<'_, [Value]>> + '_> {
        let units = self.0.shown_units();
        let pairs = self.0.periods.iter().flat_map(move |period| {
            let units = units.clone();
            units.into_iter().map(move |unit| (period, unit))
        });
        Box::new(pairs.flat_map(|(period, unit)| self.rows_of(period, unit)).map(Cow::Owned))
    }
}
