//! A figure on a page: its text in the language of the page, and the attributes that name the cell of
//! the edition it shows, so that no number gets onto a page without its key.

use minijinja::Value as Html;
use serde::Serialize;

use crate::{
    domain::text::Lang,
    render::markup::{escape, exact},
    sheets::{Figure, Form},
};

/// A figure as templates take it: `<td{{ f.table }}{{ f.row }}{{ f.mark }}>{{ f.text }}</td>`.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    pub text: String,
    /// The attributes that name its table and its row there, escaped; empty where those of the row of
    /// the page that it stands in hold.
    pub table: Html,
    pub row: Html,
    /// The attributes that name the column, escaped.
    pub mark: Html,
    /// The length of a bar in percent of its full length, where the figure has one.
    pub bar: Option<String>,
    pub known: bool,
}

impl Shown {
    pub fn of(figure: &Figure, lang: Lang) -> Self {
        let place = &figure.place;
        let mut mark = format!(" data-column=\"{}\"", exact(&place.column));
        match figure.value.map(|amount| amount.form) {
            Some(Form::Share { .. }) => mark.push_str(" data-scale=\"100\""),
            Some(Form::Plain | Form::Change) => {}
            None => {
                let why = figure.absent.map_or("empty", |status| status.as_str());
                mark.push_str(&format!(" data-status=\"{why}\""));
            }
        }
        if let Some(since) = &place.since {
            mark.push_str(&format!(" data-less=\"{}\"", exact(since)));
        }
        Self {
            text: figure.text(lang),
            table: Html::from_safe_string(format!(" data-table=\"{}\"", exact(&place.table))),
            row: Html::from_safe_string(format!(" data-key=\"{}\"", exact(&place.key))),
            mark: Html::from_safe_string(mark),
            bar: figure.bar.map(|(part, whole)| tenths(part.clamp(0, whole), whole)),
            known: figure.is_known(),
        }
    }
}

/// The figure as an element within a sentence.
pub fn span(figure: &Figure, lang: Lang) -> String {
    let Shown { table, row, mark, text, .. } = Shown::of(figure, lang);
    format!("<span class=\"f\"{table}{row}{mark}>{}</span>", escape(&text))
}

/// A pattern with figures as elements of their own.
pub fn filled(pattern: &str, figures: &[(&str, &Figure)], lang: Lang) -> Html {
    let text = figures.iter().fold(escape(pattern), |text, (name, figure)| {
        text.replace(&format!("{{{name}}}"), &span(figure, lang))
    });
    Html::from_safe_string(text)
}

/// A share as percent with one decimal and a point, for lengths.
fn tenths(part: i64, whole: i64) -> String {
    let tenths = (2 * part * 1000 + whole) / (2 * whole);
    format!("{}.{}", tenths / 10, tenths % 10)
}
