//! The report as one HTML page: nothing is loaded from anywhere, charts stand in it as SVG, and it
//! prints on A4. Tables, rows and columns bear the ids of the published tables.

use minijinja::{Value, context, value::Serde};

use super::model::{Block, Document};
use crate::{
    charts::{Width, render_svg},
    domain::text::Lang,
    render::markup,
};

/// The page.
pub fn html(document: &Document) -> Vec<u8> {
    let is_item = |block: &Block| matches!(block, Block::Item(_));
    let runs = document.blocks.chunk_by(|one, next| is_item(one) && is_item(next));
    let runs: Value = runs.map(|run| run.iter().map(block).collect::<Value>()).collect();
    let page = context! {
        style => Value::from_safe_string(include_str!("html.css").to_owned()),
        authority => &document.authority,
        title => &document.title,
        period => &document.period,
        as_of => &document.as_of,
        runs,
    };
    let page = markup::environment()
        .render_str(include_str!("page.html"), page)
        .unwrap_or_else(|error| panic!("the template of the report does not fit it: {error}"));
    (page + "\n").into_bytes()
}

/// A block as the template reads it.
fn block(block: &Block) -> Value {
    let of = |element: &str, text: &str| context! { element, text };
    match block {
        Block::Heading(text) => of("h2", text),
        Block::Subheading(text) => of("h3", text),
        Block::Paragraph(text) => of("p", text),
        Block::Item(text) => of("li", text),
        Block::Table(table) => context! { element => "table", table => Serde(table) },
        Block::Figure(figure) => context! {
            element => "figure",
            id => &figure.chart.id,
            caption => &figure.caption,
            svg => Value::from_safe_string(render_svg(&figure.chart, Lang::Vi, Width::Desk)),
        },
    }
}
