//! The report of a range that is no period of the contract: every month by itself, never their sum.
//! Wide tables are cut so that a page of A4 holds them.

use super::{Report, model::Draft, shown};
use crate::{
    domain::wording,
    score::period_result::PeriodResult,
    sheets::{Sheets, months},
};

/// The most months that stand side by side.
const ABREAST: usize = 6;

impl Report<'_> {
    pub(super) fn months(
        &self,
        draft: &mut Draft,
        results: &[PeriodResult],
        sheets: &[Sheets<'_>],
    ) {
        draft.heading("Tóm tắt");
        draft.paragraph(
            "Khoảng thời gian này không phải là một tháng, quý, nửa năm hay năm. Báo cáo trình bày \
             từng tháng và không cộng các tháng với nhau: một hồ sơ có thể thuộc nhiều tháng, nên \
             tổng của các tháng không phải là số liệu của cả khoảng.",
        );
        self.told_of_coverage(draft, &results.iter().collect::<Vec<_>>());
        for sentence in self.said_of_the_months(results) {
            draft.item(sentence);
        }
        draft.whole_sheet(&months::groups(sheets), 13, 13);
        let last = &results[results.len() - 1];
        let charts = self.figures(last).charts();
        let trend = charts.into_iter().find(|chart| chart.id == "trend");
        trend.into_iter().for_each(|chart| draft.figure(chart));
        draft.heading("Kết quả theo đơn vị");
        draft.paragraph("Mỗi ô là điểm (thang 100) và, trong ngoặc, thứ hạng của tháng.");
        for list in sheets[sheets.len() - 1].lists() {
            list.title().into_iter().for_each(|title| draft.subheading(title.vi));
            for part in sheets.chunks(abreast(sheets.len())) {
                draft.whole_sheet(&months::units(part, &list), 30, 12);
            }
        }
        draft.heading("Kết quả theo chỉ số");
        draft.paragraph("Tỷ lệ của toàn cơ quan trong từng tháng.");
        for part in sheets.chunks(abreast(sheets.len())) {
            draft.whole_sheet(&months::indicators(part), 34, 12);
        }
        draft.heading("Tiếp nhận và giải quyết hồ sơ");
        draft.whole_sheet(&months::flow(sheets), 16, 12);
        if !self.source.targets.targets.is_empty() {
            draft.heading("Thực hiện chỉ tiêu của kế hoạch");
            draft.whole_sheet(&months::targets(sheets), 16, 28);
        }
        self.missing(draft, last, &sheets[sheets.len() - 1]);
    }

    fn said_of_the_months(&self, months: &[PeriodResult]) -> Vec<String> {
        let complete = months.iter().filter(|month| month.counts.coverage.is_complete());
        let scored: Vec<_> =
            complete.filter_map(|month| Some((month.scores[0].score?, month))).collect();
        let (Some((first, from)), Some((last, to))) = (scored.first(), scored.last()) else {
            return Vec::new();
        };
        let mut said = vec![format!(
            "Điểm (thang 100) của {} là {} điểm trong {} và {} điểm trong {}.",
            self.authority_name,
            shown::number(*first),
            words(from),
            shown::number(*last),
            words(to)
        )];
        let highest = scored.iter().rev().max_by_key(|(score, _)| *score);
        let lowest = scored.iter().min_by_key(|(score, _)| *score);
        if let (Some((high, best)), Some((low, worst))) = (highest, lowest)
            && high > low
        {
            said.push(format!(
                "Tháng cao nhất là {} ({} điểm), thấp nhất là {} ({} điểm).",
                words(best),
                shown::number(*high),
                words(worst),
                shown::number(*low)
            ));
        }
        said
    }
}

/// As many months side by side as make tables of one width.
fn abreast(months: usize) -> usize {
    months.div_ceil(months.div_ceil(ABREAST).max(1)).max(1)
}

fn words(month: &PeriodResult) -> String {
    wording::period(month.counts.period).vi
}
