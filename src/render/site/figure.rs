//! A figure on a page: its text in the language of the page, and the attributes that name the cell of
//! the edition it shows, so that no number gets onto a page without its key.

use minijinja::Value as Html;
use serde::Serialize;

use crate::{
    domain::{number::Decimal, text::Lang, words::fill},
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
            Some(Form::Share(_)) => mark.push_str(" data-scale=\"100\""),
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
            bar: figure.bar.and_then(|(part, whole)| {
                Some(Decimal::percent(part.clamp(0, whole), whole, 1)?.to_string())
            }),
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
    Html::from_safe_string(fill(&escape(pattern), figures, |figure| span(figure, lang)))
}
