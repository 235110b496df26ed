//! What pages of every kind ask for: names, periods and addresses.

use minijinja::Value as Html;

use super::{figure, page::Site};
use crate::{render::markup::escape, rules::Indicator, sheets::Figure};

impl Site<'_> {
    pub(super) fn authority(&self) -> String {
        self.unit_name(0)
    }

    /// The period shown, within a sentence.
    pub(super) fn period(&self) -> String {
        self.tell(&self.sheets.period())
    }

    /// The month before the one shown, within a sentence; whether or not it has figures.
    pub(super) fn before(&self) -> String {
        self.tell(&self.sheets.before())
    }

    /// The name of a unit that the edition shows.
    pub(super) fn unit_name(&self, unit: u32) -> String {
        self.tell(&self.sheets.unit_name(unit))
    }

    pub(super) fn unit_path(&self, unit: u32) -> String {
        format!("units/{}.html", self.unit_files[unit as usize])
    }

    pub(super) fn indicator_path(&self, indicator: &Indicator) -> String {
        format!("indicators/{}.html", indicator.id)
    }

    /// A figure as an element.
    pub(super) fn span(&self, figure: &Figure) -> Html {
        Html::from_safe_string(figure::span(figure, self.lang))
    }

    /// A pattern of the pages with figures in it.
    pub(super) fn filled(&self, key: &str, figures: &[(&str, &Figure)]) -> Html {
        figure::filled(self.words.of(key), figures, self.lang)
    }

    /// Words as markup.
    pub(super) fn plain(&self, text: &str) -> Html {
        Html::from_safe_string(escape(text))
    }
}
