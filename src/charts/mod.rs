//! The chart room: a chart is a value, and drawing it gives an SVG, a PNG of that SVG and its table.
//! It imports only `domain` and the encoding of `schema`, and knows nothing of indicators.
//!
//! A chart carries a finding (headline), what was measured where and when (subtitle), its source and
//! whole numbers; this room adds the geometry, the words that never change, a text alternative in
//! the language of the page and the table as CSV. Nothing here reads a file or a clock, so the same
//! chart gives the same bytes anywhere. Each figure kind has a file with its drawing, its description
//! and its table. Every number drawn carries the row and column it has in the table (`data-row`,
//! `data-column`), so that the two can be compared. `plotters` finds the key points of the axes (`scale.rs`), and the SVG is written
//! by a small builder because plotters' backend has no title, no description, no wrapped labels and
//! no names on its figures (`svg.rs`).

mod axis;
mod body;
mod breaks;
mod chart;
mod csv;
mod draw;
mod flow;
mod frame;
mod funnel;
mod heat;
mod label;
mod metrics;
mod palette;
mod periods;
mod png;
mod points_lost;
mod process;
mod ranking;
mod scale;
mod series;
mod small_multiples;
mod svg;
mod trend;
mod wrap;

#[cfg(test)]
pub(crate) mod tests;

pub use body::{
    Bar, Body, Break, Cell, Flow, Funnel, FunnelPoint, Heat, HeatColumn, HeatRow, Part, PointsLost,
    PointsLostItem, Process, Ranking, Series, SmallMultiples, Target, Trend,
};
pub use chart::{Chart, Width};
pub use draw::{description, picture, render_svg, table};
