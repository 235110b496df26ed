//! What pages are made from, and a page before it is written.

use std::{cell::RefCell, collections::BTreeMap};

use minijinja::{Value as Html, value::Serde};

use super::{address::Depth, words::Words};
use crate::{
    domain::{
        text::{Lang, Text},
        words,
    },
    edition::{
        files::{Files, ShelfFault},
        release::Release,
        view::View,
    },
    figures::Charts,
    sheets::Sheets,
};

/// Everything pages of one language are made from.
pub(super) struct Site<'a> {
    pub view: &'a View<'a>,
    pub release: &'a Release<'a>,
    /// The files made before the pages, for their list and their drawings.
    pub made: &'a Files,
    pub sheets: Sheets<'a>,
    pub charts: &'a Charts,
    /// Charts of the authority drawn for a phone, by id; several pages show them.
    pub phones: RefCell<BTreeMap<String, Html>>,
    /// Why a drawing of the page that is being made could not be read.
    pub unread: RefCell<Option<ShelfFault>>,
    /// File names of units, by their number.
    pub unit_files: &'a [String],
    pub lang: Lang,
    pub words: Words,
}

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
    /// A text in the language of the pages.
    pub(super) fn tell(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// A pattern without markup: names put into plain text, escaped where it is written.
    pub(super) fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        words::fill(self.words.of(key), parts, |part| (*part).to_owned())
    }
}
