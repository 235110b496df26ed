//! The flow by unit and procedure: in a province more rows than all other tables together. It is never
//! held as a whole; its rows are made while they are written, one unit of one period after the other.

use std::borrow::Cow;

use super::tables::{Source, coverage};
use crate::{
    count::flow::Flow,
    schema::{Column, Rows, Value, published},
    score::period_result::PeriodResult,
};

/// The table `flow_by_procedure`.
#[derive(Clone, Copy)]
pub struct FlowByProcedure<'a>(pub &'a Source<'a>);

impl FlowByProcedure<'_> {
    pub const NAME: &'static str = "flow_by_procedure";

    fn rows_of(&self, period: &PeriodResult, unit: u32) -> Vec<Vec<Value>> {
        let Self(source) = self;
        let of_unit = period.counts.flows_by_procedure.range((unit, 0)..=(unit, u32::MAX));
        let mut procedures: Vec<_> = of_unit
            .map(|((_, procedure), figures)| (&source.procedures[*procedure as usize], figures))
            .collect();
        procedures.sort_by_key(|(id, _)| *id);
        let head = source.head(period, unit);
        let row = |(id, (flow, seconds)): (&String, &(Flow, u64))| {
            let mut row = Vec::with_capacity(published::FLOW_BY_PROCEDURE.len());
            row.extend_from_slice(&head);
            row.push(id.clone().into());
            row.extend(flow.iter().map(|count| Value::from(*count)));
            row.extend([(*seconds).into(), coverage(period)]);
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
