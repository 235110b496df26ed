//! Figures beside those of the edition's periods: twelve months for trends, the periods that the one shown is
//! compared with, how units stand in bands, what two years say of the newest month, and what would bring more points.
//! They stand in `charts/*.csv` as tables of their own, so that a page can name the cell of every figure it shows.

mod bands;
mod chance;
pub mod compared;
mod months;
mod movers;
mod ranked;
mod signals;
mod to_go;

use super::view::View;
use crate::schema::Table;

/// The tables below `charts/` that belong to no chart.
pub fn tables(view: &View<'_>) -> Vec<Table> {
    let mut tables = vec![
        months::history(view),
        months::groups(view),
        movers::movers(view),
        ranked::ranked(view),
        compared::table(view),
        bands::table(view),
        signals::signals(view),
    ];
    // From rounded counts no exact number of cases follows.
    if view.audience.is_exact() {
        tables.push(to_go::to_go(view));
    }
    tables
}
