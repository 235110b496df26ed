//! The report as one HTML page: nothing is loaded from anywhere, charts stand in it as SVG, and it
//! prints on A4. Tables, rows and columns bear the ids of the published tables.

use std::fmt::Write as _;

use super::model::{Block, Document, Figure, Table};
use crate::render::markup::escape;
use crate::{
    charts::{Width, render_svg},
    domain::text::Lang,
};

const STYLE: &str = include_str!("html.css");

/// The page.
pub fn html(document: &Document) -> Vec<u8> {
    let mut out = String::new();
    let title = format!("Báo cáo: {}, {}", document.title, document.period);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<main>\n",
        escape(&title)
    );
    let _ = write!(
        out,
        "<header>\n<p class=\"authority\">{}</p>\n<h1>Báo cáo<br><span>{}</span></h1>\n\
         <p class=\"period\">{}</p>\n<p class=\"as-of\">({})</p>\n</header>\n",
        escape(&document.authority),
        escape(&document.title),
        escape(&document.period),
        escape(&document.as_of)
    );
    let mut listing = false;
    for block in &document.blocks {
        let is_item = matches!(block, Block::Item(_));
        if is_item != listing {
            out.push_str(if is_item { "<ul>\n" } else { "</ul>\n" });
            listing = is_item;
        }
        match block {
            Block::Heading(text) => element(&mut out, "h2", text),
            Block::Subheading(text) => element(&mut out, "h3", text),
            Block::Paragraph(text) => element(&mut out, "p", text),
            Block::Item(text) => element(&mut out, "li", text),
            Block::Table(table) => write_table(&mut out, table),
            Block::Figure(figure) => write_figure(&mut out, figure),
        }
    }
    if listing {
        out.push_str("</ul>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out.into_bytes()
}

fn element(out: &mut String, name: &str, text: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", escape(text));
}

fn write_table(out: &mut String, table: &Table) {
    let _ = write!(
        out,
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{1}\"><table \
         data-table=\"{0}\">\n<caption>{1}</caption>\n<thead><tr>",
        escape(&table.id),
        escape(&table.caption)
    );
    for column in &table.columns {
        let class = if column.number { " class=\"n\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escape(&column.title));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        let class = if row.strong { " class=\"strong\"" } else { "" };
        let _ = write!(out, "<tr data-row=\"{}\"{class}>", escape(&row.id));
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let class = if column.number { " class=\"n\"" } else { "" };
            let id = escape(&column.id);
            let _ = write!(out, "<td data-column=\"{id}\"{class}>{}</td>", escape(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn write_figure(out: &mut String, figure: &Figure) {
    let _ = write!(
        out,
        "<figure data-chart=\"{}\">\n{}\n<figcaption>{}</figcaption>\n</figure>\n",
        escape(&figure.chart.id),
        render_svg(&figure.chart, Lang::Vi, Width::Desk),
        escape(&figure.caption)
    );
}
