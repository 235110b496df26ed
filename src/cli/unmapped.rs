//! How many dossiers have no known unit (4.1.9). They count for the authority and for nobody in it, so
//! the figures of the units are as good as this share is small; every run says it.

use serde_json::json;

use crate::{
    count::flow,
    domain::{account::Finding, number::Decimal, period::Period, text::Lang},
    pipeline::{Published, account::Report},
    schema::canonical::Kind,
    score::period_result::PeriodResult,
};

/// Dossiers on `unmapped`, of all that were read and of those in hand in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmapped {
    /// Of all dossiers read.
    pub dossiers: u64,
    pub period: Period,
    pub in_hand: u64,
    /// In hand of the whole authority.
    pub of_in_hand: u64,
}

impl Unmapped {
    /// As of the last period asked for; `None` where it was not counted.
    pub fn of(published: &Published, period: Period) -> Option<Self> {
        let shown = published.periods.iter().find(|shown| shown.counts.period == period)?;
        let (of_in_hand, in_hand) = in_hand(shown)?;
        Some(Self { dossiers: dossiers(&published.report), period, in_hand, of_in_hand })
    }

    pub fn json(&self) -> serde_json::Value {
        json!({
            "dossiers": self.dossiers,
            "period": self.period.to_string(),
            "in_hand": self.in_hand,
            "of_in_hand": self.of_in_hand,
        })
    }

    /// One line, in every run where it is not nothing.
    pub fn line(&self, lang: Lang) -> Option<String> {
        let Self { dossiers, period, in_hand, of_in_hand } = self;
        (*dossiers > 0).then(|| {
            let share = self.share(lang);
            match lang {
                Lang::Vi => format!(
                    "Chưa xác định đơn vị: {in_hand} / {of_in_hand} hồ sơ phải giải quyết trong kỳ {period}{share}; \
                     {dossiers} trong toàn bộ hồ sơ đã đọc"
                ),
                Lang::En => format!(
                    "Unit not known: {in_hand} of {of_in_hand} dossiers in hand in {period}{share}; \
                     {dossiers} of all dossiers read"
                ),
            }
        })
    }

    /// In percent to two decimals, half up; nothing of no dossiers.
    fn share(&self, lang: Lang) -> String {
        let share = Decimal::percent(self.in_hand, self.of_in_hand, 2);
        share.map_or_else(String::new, |share| format!(" ({} %)", share.text(lang)))
    }
}

/// In hand of the authority, the first of all units, and of `unmapped`, the last.
fn in_hand(shown: &PeriodResult) -> Option<(u64, u64)> {
    let of = |flow: &flow::Flow| flow[flow::place("opening")] + flow[flow::place("received")];
    let flows = &shown.counts.flows;
    Some((of(flows.first()?), of(flows.last()?)))
}

fn dossiers(report: &Report) -> u64 {
    let files = report.files.iter().filter(|file| file.kind == Kind::Dossiers.as_str());
    files.filter_map(|file| file.account.findings.get(&Finding::Unmapped)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmapped(in_hand: u64, of_in_hand: u64) -> Unmapped {
        let period = Period::month(2025, 3).unwrap();
        Unmapped { dossiers: 7, period, in_hand, of_in_hand }
    }

    #[test]
    fn the_share_is_rounded_half_up_and_absent_without_dossiers() {
        for (part, whole, expected) in [
            (1, 9, " (11.11 %)"),
            (2, 3, " (66.67 %)"),
            (1, 800, " (0.13 %)"),
            (0, 5, " (0.00 %)"),
            (5, 5, " (100.00 %)"),
            (0, 0, ""),
        ] {
            assert_eq!(unmapped(part, whole).share(Lang::En), expected, "{part} of {whole}");
        }
        assert_eq!(unmapped(1, 9).share(Lang::Vi), " (11,11 %)");
    }

    #[test]
    fn nothing_is_said_where_every_unit_is_known() {
        let known = Unmapped { dossiers: 0, ..unmapped(0, 9) };
        assert_eq!(known.line(Lang::Vi), None);
        assert!(unmapped(0, 9).line(Lang::Vi).is_some());
    }
}
