//! What pages are made from, and a page before it is written.

use minijinja::{Value as Html, value::Serde};

use super::{address::Depth, words::Words};
use crate::{
    domain::{
        period::Period,
        text::{Lang, Text},
        words,
    },
    edition::{files::Files, release::Release, view::View},
    figures::Charts,
    sheets::Sheets,
};

/// Everything pages of one language are made from.
pub(super) struct Site<'a> {
    pub view: &'a View<'a>,
    pub release: &'a Release<'a>,
    /// The month that the edition is about, whose pages speak of the edition, too.
    pub month: Period,
    /// The files made before the pages, for their list.
    pub made: &'a Files,
    pub sheets: Sheets<'a>,
    pub charts: &'a Charts,
    /// File names of units, by their number.
    pub unit_files: &'a [String],
    pub lang: Lang,
    pub words: Words,
}

/// The section of the index of the archive, by which it is known from the pages of a period.
pub(super) const ARCHIVE: &str = "archive";

/// The page of the year until a month, among those of the month.
pub(super) const YEAR_TO_DATE: &str = "year-to-date.html";

/// One page before it is written.
pub(super) struct Page {
    /// Within the folder of the language.
    pub path: String,
    pub depth: Depth,
    pub template: &'static str,
    pub title: String,
    pub description: String,
    /// The way from the first page to this one, which is not in it: titles and addresses from the
    /// folder of the language.
    pub crumbs: Vec<(String, String)>,
    /// Which entry of the navigation stands for it.
    pub section: &'static str,
    pub model: Html,
}

/// A model as templates take it.
pub(super) fn model_of(model: &impl serde::Serialize) -> Html {
    Html::from(Serde(model))
}

impl Site<'_> {
    /// Whether the page stands among those of the month that the edition is about.
    pub(super) fn is_of_month(&self) -> bool {
        let shown = self.view.shown.counts.period;
        shown == self.month || shown.is_rolling()
    }

    /// A text in the language of the pages.
    pub(super) fn tell(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// A pattern without markup: names put into plain text, escaped where it is written.
    pub(super) fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        words::fill(self.words.of(key), parts, |part| (*part).to_owned())
    }
}
