//! Where the columns of a ranking stand, and what is written in them.

use super::super::body::{Bar, Ranking};
use super::super::frame::{Layout, say};
use super::super::scale::Scale;
use crate::domain::number::Decimal;
use crate::domain::sentence::Value;
use crate::domain::text::{Lang, clean};

/// Where the columns of the figure stand.
pub(super) struct Columns {
    pub(super) name: (f64, f64),
    pub(super) scale: Scale,
    pub(super) remark: (f64, f64),
}

impl Columns {
    /// Where the value of a bar begins.
    pub(super) fn end(&self, bar: &Bar) -> f64 {
        self.scale.at(bar.value.unwrap_or_default()) + 6.0
    }

    /// Where it is said why a bar has no value: behind its dash.
    pub(super) fn beside(&self, bar: &Bar) -> f64 {
        self.end(bar) + 20.0
    }
}

impl Ranking {
    /// The value of a bar as written behind it.
    pub(super) fn value(&self, bar: &Bar, lang: Lang) -> String {
        bar.value.map_or_else(|| "–".into(), |v| v.with_unit(&self.unit_of_measure, lang))
    }

    /// Ranked bars, then the others; both in the order given.
    pub(super) fn parts(&self) -> (Vec<&Bar>, Vec<&Bar>) {
        self.bars.iter().partition(|b| b.rank.is_some())
    }

    /// Whether a column of bands stands beside the bars.
    pub(super) fn has_bands(&self) -> bool {
        self.bars.iter().any(|b| b.band.is_some())
    }

    pub(super) fn full(&self) -> Decimal {
        let values = self.bars.iter().filter_map(|b| b.value);
        let targets = self.bars.iter().filter_map(|b| b.target);
        values
            .chain(targets)
            .chain(self.target.iter().map(|t| t.value))
            .fold(self.max, Decimal::max)
    }

    pub(super) fn columns(&self, layout: &Layout) -> Columns {
        let valued = || self.bars.iter().filter(|b| b.value.is_some());
        let value =
            valued().map(|b| layout.bold().width(&self.value(b, layout.lang))).fold(20.0, f64::max);
        let (left, right) = (layout.left(), layout.right());
        if layout.is_phone() {
            let scale = Scale::from_zero(self.full(), left, right - value - 8.0, 4);
            let whole = (left, layout.inner());
            return Columns { name: whole, scale, remark: whole };
        }
        let remark = valued()
            .map(|b| layout.small.width(&remark(b, self, layout.lang)))
            .chain(self.has_bands().then(|| layout.small_bold().width(layout.say("class"))))
            .fold(0.0, f64::max)
            .min(150.0);
        let rank = layout.font.width("000") + 10.0;
        let name = (left + rank, layout.inner() * 0.34);
        let from = name.0 + name.1 + 14.0;
        let to = right - remark - if remark > 0.0 { 16.0 } else { 0.0 } - value - 8.0;
        let scale = Scale::from_zero(self.full(), from, to, 6);
        Columns { name, scale, remark: (right - remark, remark) }
    }
}

/// What is said of a bar beside its value.
pub(super) fn remark(bar: &Bar, ranking: &Ranking, lang: Lang) -> String {
    let mut parts: Vec<String> =
        [&bar.band, &bar.annotation].into_iter().flatten().map(|t| clean(t.get(lang))).collect();
    if let Some(target) = bar.target {
        let value = target.trimmed().with_unit(&ranking.unit_of_measure, lang);
        parts.push(say("target", lang, &[("value", Value::Name(&value))]));
    }
    parts.retain(|p| !p.is_empty());
    parts.join(" · ")
}

/// The rank of a unit before its name, or an en dash.
pub(super) fn ranked_as(bar: &Bar) -> String {
    bar.rank.map_or_else(|| "–".into(), |rank| format!("{rank}."))
}
