//! What the report cannot say, and why: indicators without a source, without cases or that do not
//! apply, dossiers without a due date or a known unit. Missing is never shown as zero.

use super::{Report, model::Draft, shown};
use crate::{count::flow::place, score::period_result::PeriodResult, sheets::Sheets};

const MISSING: [(&str, u32); 5] =
    [("part", 8), ("indicator", 34), ("max_points", 11), ("status", 15), ("reason", 40)];

impl Report<'_> {
    /// Says of figures that are not complete, among those told, that nothing is made of them.
    pub(super) fn told_of_coverage(&self, draft: &mut Draft, results: &[&PeriodResult]) {
        let found = results.iter().find_map(|result| result.counts.coverage.complete_from());
        if let Some(from) = found {
            let line = crate::domain::wording::incomplete_before(from).vi;
            draft.paragraph(format!(
                "{line} Kỳ chưa đầy đủ không xếp loại, không xếp hạng, không so sánh."
            ));
        }
    }

    pub(super) fn missing(&self, draft: &mut Draft, result: &PeriodResult, sheets: &Sheets<'_>) {
        draft.heading("Số liệu còn thiếu và lý do");
        if self.source.periods.len() > 1 {
            let words = crate::domain::wording::period(result.counts.period).vi;
            draft.paragraph(format!("Mục này nói về {words}, tháng cuối của báo cáo."));
        }
        if result.counts.provisional {
            draft.paragraph(
                "Số liệu là tạm tính: tại thời điểm chốt số liệu, kỳ báo cáo chưa kết thúc.",
            );
        }
        let missing = sheets.missing(0);
        if missing.rows.is_empty() {
            draft.paragraph("Mọi chỉ số đều có số liệu trong kỳ.");
        }
        draft.sheet(missing, &MISSING);
        let flow = &result.counts.flows[0];
        draft.paragraph(format!(
            "Hồ sơ không có ngày hẹn trả và không có thời hạn trong danh mục: {} đã giải quyết, {} \
             đang giải quyết.",
            shown::number(flow[place("ended_undated")]),
            shown::number(flow[place("closing_undated")]),
        ));
        let in_hand = |flow: &[u64]| flow[place("opening")] + flow[place("received")];
        let unmapped = &result.counts.flows[self.source.units.unmapped() as usize];
        draft.paragraph(format!(
            "Hồ sơ chưa xác định được đơn vị: {} trên {} hồ sơ phải giải quyết trong kỳ.",
            shown::number(in_hand(unmapped)),
            shown::number(in_hand(flow)),
        ));
    }
}
