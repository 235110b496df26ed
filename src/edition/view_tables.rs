//! The tables of a view, made once for all files that hold or repeat them.

use super::{
    by_procedure::FlowByProcedure,
    history,
    view::{Audience, View},
};
use crate::schema::{Rows, Table};

pub struct Tables<'a> {
    /// Below `tables/`.
    pub published: Vec<Table>,
    /// Stands there, too, behind the flow of the units; it is internal.
    pub by_procedure: Option<FlowByProcedure<'a>>,
    /// Below `charts/`, beside those of the charts.
    pub history: Vec<Table>,
}

impl<'a> Tables<'a> {
    pub fn of(view: &View<'a>) -> Self {
        let is_internal = view.audience == Audience::Internal;
        Self {
            published: view.tables(),
            by_procedure: is_internal.then_some(FlowByProcedure(view.source)),
            history: history::tables(view),
        }
    }

    /// All tables below `tables/`, in the order in which a workbook has them.
    pub fn all(&self) -> Vec<&dyn Rows> {
        let mut all = Vec::new();
        for table in &self.published {
            all.push(table as &dyn Rows);
            if let (Some(long), "flow") = (&self.by_procedure, table.name) {
                all.push(long);
            }
        }
        all
    }
}
