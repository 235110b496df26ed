//! What a workbook is made of, and how it is called.

use super::words::Titles;
use crate::{
    charts::Chart,
    count::given::Given,
    domain::{period::Period, text::Text, time::LocalTime},
    edition::view::View,
    rules::{RuleSet, targets::TargetSet},
    schema::Table,
};

/// What a workbook is made of.
pub struct Book<'a> {
    pub authority_id: &'a str,
    pub authority_name: &'a str,
    /// What a reader must know before anything else, such as that the data are invented.
    pub remark: Option<&'a Text>,
    pub rules: &'a RuleSet,
    pub targets: &'a TargetSet,
    /// Which inputs there were: why a figure is missing.
    pub given: &'a Given,
    /// The period of the sheets for people.
    pub shown: Period,
    /// The periods of the edition, and whether each is provisional.
    pub periods: Vec<(Period, bool)>,
    /// From when figures are complete, where a period of the edition or a month of its trend is not.
    pub complete_from: Option<Period>,
    pub cut_off: LocalTime,
    /// The published tables, each on a sheet of its own, in this order.
    pub tables: &'a [Table],
    /// The tables of the quality report; none in an edition that does not publish them.
    pub quality: &'a [Table],
    /// The charts of the edition; the trend is drawn natively.
    pub charts: &'a [Chart],
    /// Further notes, such as how figures were rounded before they were published.
    pub notes: &'a [Text],
}

impl<'a> Book<'a> {
    /// The book of a view, from its published tables and its charts; remark and notes are left out.
    pub fn of(view: &'a View<'a>, tables: &'a [Table], charts: &'a [Chart]) -> Self {
        let counts = view.source.periods.iter().map(|result| &result.counts);
        Self {
            authority_id: view.authority_id,
            authority_name: view.authority_name,
            remark: None,
            rules: view.source.rules,
            targets: view.source.targets,
            given: view.given,
            shown: view.shown.counts.period,
            periods: counts.map(|counts| (counts.period, counts.provisional)).collect(),
            complete_from: {
                let own = view.source.periods.iter();
                let mut own = own.filter_map(|result| result.counts.coverage.complete_from());
                own.next().or_else(|| view.complete_from())
            },
            cut_off: view.cut_off,
            tables,
            quality: view.quality,
            charts,
            notes: &[],
        }
    }

    pub(super) fn titles(&self) -> Titles<'a> {
        Titles { rules: self.rules, targets: self.targets }
    }

    pub(super) fn provisional(&self, period: Period) -> bool {
        self.periods.iter().any(|(known, provisional)| *known == period && *provisional)
    }

    /// The shown period, whether it is provisional, and whether its figures are complete.
    pub(super) fn shown_words(&self) -> Text {
        let mut words = crate::domain::wording::period(self.shown);
        let marks = [
            (self.provisional(self.shown), " (tạm tính)", " (provisional)"),
            (self.is_incomplete(), " (chưa đầy đủ)", " (incomplete)"),
        ];
        for (_, vi, en) in marks.iter().filter(|(holds, ..)| *holds) {
            words.vi.push_str(vi);
            words.en.push_str(en);
        }
        words
    }

    /// The figures of the shown period are not complete.
    pub(super) fn is_incomplete(&self) -> bool {
        self.complete_from.is_some_and(|from| self.shown.start() < from.start())
    }
}

/// The title that cover and document properties bear.
pub(super) fn title() -> Text {
    Text::new(
        "Số liệu đánh giá chất lượng phục vụ người dân, doanh nghiệp trong thực hiện thủ tục hành \
         chính và cung cấp dịch vụ công",
        "Service-quality indicators of administrative procedures and public services",
    )
}
