//! A figure on a page: its text in the language of the page, and the attributes that name the cell of
//! the edition it shows, so that no number gets onto a page without its key.

use std::fmt::Write as _;

use minijinja::Value as Html;
use serde::Serialize;

use crate::{
    domain::{number::Decimal, text::Lang, words::fill},
    render::markup::{escape, exact},
    sheets::{Figure, Form, Place},
};

/// A figure as templates take it: `<td{{ f.mark }}>{{ f.text }}</td>`.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    pub text: String,
    #[serde(skip)]
    pub named: Named,
    /// The attributes that it bears itself, escaped; those that are left out stand on its row or on the heading of its column.
    pub mark: Html,
    /// The length of a bar in percent of its full length, where the figure has one.
    pub bar: Option<String>,
    pub known: bool,
}

/// The attributes of a figure, escaped, each with a blank before it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its table, and its row there.
    pub table: String,
    pub row: String,
    /// Its column, and how often its value is taken.
    pub column: String,
    pub scale: &'static str,
    /// What it is less than, and why it is absent.
    pub own: String,
}

impl Named {
    fn of(figure: &Figure) -> Self {
        let Place { table, key, column, since } = &figure.place;
        let form = figure.value.map(|amount| amount.form);
        let mut own = String::new();
        if form.is_none() {
            let why = figure.absent.map_or("empty", |status| status.as_str());
            let _ = write!(own, " data-status=\"{why}\"");
        }
        if let Some(since) = since {
            let _ = write!(own, " data-less=\"{}\"", exact(since));
        }
        Self {
            table: format!(" data-table=\"{}\"", exact(table)),
            row: format!(" data-key=\"{}\"", exact(key)),
            column: format!(" data-column=\"{}\"", exact(column)),
            scale: if matches!(form, Some(Form::Share(_))) { " data-scale=\"100\"" } else { "" },
            own,
        }
    }

    /// All of them.
    fn mark(&self) -> Html {
        let Self { table, row, column, scale, own } = self;
        Html::from_safe_string(format!("{table}{row}{column}{scale}{own}"))
    }
}

impl Shown {
    pub fn of(figure: &Figure, lang: Lang) -> Self {
        let named = Named::of(figure);
        Self {
            text: figure.text(lang),
            mark: named.mark(),
            named,
            bar: figure.bar.and_then(|(part, whole)| {
                Some(Decimal::percent(part.clamp(0, whole), whole, 1)?.to_string())
            }),
            known: figure.is_known(),
        }
    }

    /// Leaves out what its row or the heading of its column says for it.
    pub fn leave_out(&mut self, is_said: impl FnOnce(&mut Named)) {
        is_said(&mut self.named);
        self.mark = self.named.mark();
    }

    /// As an element within a sentence.
    pub fn span(&self) -> String {
        format!("<span class=\"f\"{}>{}</span>", self.mark, escape(&self.text))
    }
}

/// The figure as an element within a sentence.
pub fn span(figure: &Figure, lang: Lang) -> String {
    Shown::of(figure, lang).span()
}

/// A pattern with figures as elements of their own.
pub fn filled(pattern: &str, figures: &[(&str, &Figure)], lang: Lang) -> Html {
    Html::from_safe_string(fill(&escape(pattern), figures, |figure| span(figure, lang)))
}
