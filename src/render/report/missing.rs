//! What the report cannot say, and why: indicators without a source, without cases or that do not
//! apply, dossiers without a due date or a known unit. Missing is never shown as zero.

use super::{
    Report,
    model::{Draft, Row, name, number, row},
    shown,
};
use crate::{
    count::flow::place, domain::cell::Status, edition::absence, score::period_result::PeriodResult,
};

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

    pub(super) fn missing(&self, draft: &mut Draft, result: &PeriodResult) {
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
        let rows: Vec<Row> = self
            .source
            .rules
            .indicators
            .iter()
            .zip(&result.scores[0].cells)
            .filter(|(_, cell)| !matches!(cell.status, Status::Value | Status::Provisional))
            .map(|(indicator, cell)| {
                let cells = vec![
                    indicator.part.clone(),
                    indicator.title.vi.clone(),
                    shown::points(indicator.max),
                    shown::status(cell.status).vi,
                    absence::why(indicator, cell.status, self.given).vi,
                ];
                row(&indicator.id, cells)
            })
            .collect();
        if rows.is_empty() {
            draft.paragraph("Mọi chỉ số đều có số liệu trong kỳ.");
        }
        let columns = vec![
            name("part", "Mục", 8),
            name("indicator", "Chỉ số", 34),
            number("max_points", "Điểm tối đa", 11),
            name("status", "Trạng thái", 15),
            name("reason", "Lý do", 40),
        ];
        draft.table("missing", "Các chỉ số chưa có giá trị", columns, rows);
        let flow = &result.counts.flows[0];
        draft.paragraph(format!(
            "Hồ sơ không có ngày hẹn trả và không có thời hạn trong danh mục: {} đã giải quyết, {} \
             đang giải quyết.",
            shown::count(flow[place("ended_undated")]),
            shown::count(flow[place("closing_undated")]),
        ));
        let in_hand = |flow: &[u64]| flow[place("opening")] + flow[place("received")];
        let unmapped = &result.counts.flows[self.source.units.unmapped() as usize];
        draft.paragraph(format!(
            "Hồ sơ chưa xác định được đơn vị: {} trên {} hồ sơ phải giải quyết trong kỳ.",
            shown::count(in_hand(unmapped)),
            shown::count(in_hand(flow)),
        ));
    }
}
