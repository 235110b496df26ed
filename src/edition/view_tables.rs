//! The tables of a view, made once for all files that hold or repeat them.

use super::{by_procedure::FlowByProcedure, history, view::View};
use crate::schema::{Rows, Table};

pub struct Tables<'a> {
    /// Below `tables/`.
    pub published: Vec<Table>,
    /// Stands there, too, behind the flow of the units; of the authority alone where it is public.
    pub by_procedure: Option<FlowByProcedure<'a>>,
    /// Below `charts/`, beside those of the charts.
    pub history: Vec<Table>,
}

impl<'a> Tables<'a> {
    pub fn of(view: &View<'a>) -> Self {
        Self {
            published: view.tables(),
            by_procedure: view.audience.is_exact().then_some(FlowByProcedure(view.source)),
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
