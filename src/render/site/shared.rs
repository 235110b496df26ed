//! What pages of every kind ask for: names, periods and addresses.

use minijinja::Value as Html;

use super::{address::Depth, figure, page::Site};
use crate::{
    domain::text::Text,
    render::markup::escape,
    rules::Indicator,
    sheets::{Figure, Target},
};

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

    /// A name that leads to a page, with what stands before it.
    pub(super) fn link(&self, text: &Text, to: Target, before: Option<&str>, here: Depth) -> Html {
        let before = before.map_or_else(String::new, |before| {
            format!("<span class=\"no\">{}</span> ", escape(before))
        });
        Html::from_safe_string(format!(
            "{before}<a href=\"{}\"><bdi>{}</bdi></a>",
            self.href(here, &self.path_of(to)),
            escape(text.get(self.lang))
        ))
    }

    /// A page of the period, or of the month that was published with it where it has none of this kind.
    pub(super) fn path_of(&self, target: Target) -> String {
        let path = match target {
            Target::Unit(unit) => self.unit_path(unit),
            Target::Indicator(place) => {
                self.indicator_path(&self.view.source.rules.indicators[place])
            }
        };
        match self.is_outline() {
            true => format!("../../{}/{}/{path}", self.month, self.lang.tag()),
            false => path,
        }
    }

    /// Words as markup.
    pub(super) fn plain(&self, text: &str) -> Html {
        Html::from_safe_string(escape(text))
    }
}
