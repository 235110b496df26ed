//! The tables of a view, made once for all files that hold or repeat them.

use super::{history, view::View};
use crate::schema::Table;

pub struct Tables {
    /// Below `tables/`.
    pub published: Vec<Table>,
    /// Below `charts/`, beside those of the charts.
    pub history: Vec<Table>,
}

impl Tables {
    pub fn of(view: &View<'_>) -> Self {
        Self { published: view.tables(), history: history::tables(view) }
    }
}
