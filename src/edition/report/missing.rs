//! What the report cannot say, and why: indicators without a source, without cases or that do not
//! apply, dossiers without a due date or a known unit. Missing is never shown as zero.

use std::collections::BTreeSet;

use super::{
    Report,
    model::{Draft, Row, name, number, row},
    shown,
};
use crate::{
    count::flow::place,
    domain::cell::Status,
    edition::tables::PeriodResult,
    rules::{
        Indicator,
        rule_set::{Measure, NoCases},
    },
    schema::facts::Subject,
};

impl Report<'_> {
    pub(super) fn missing(&self, draft: &mut Draft, result: &PeriodResult) {
        draft.heading("Số liệu còn thiếu và lý do");
        if self.source.periods.len() > 1 {
            let words = crate::edition::wording::period(result.counts.period).vi;
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
                    shown::status(cell.status).to_owned(),
                    self.why(indicator, cell.status),
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

    fn why(&self, indicator: &Indicator, status: Status) -> String {
        match status {
            Status::NotApplicable => {
                "Chỉ số không áp dụng cho loại cơ quan này; điểm tối đa không tính.".to_owned()
            }
            Status::NoCases => match indicator.no_cases {
                NoCases::Zero => "Không có trường hợp nào trong kỳ; theo bộ quy tắc tính 0 điểm.",
                NoCases::Full => "Không có trường hợp nào trong kỳ; theo bộ quy tắc tính đủ điểm.",
                NoCases::None => "Không có trường hợp nào trong kỳ; không tính điểm.",
            }
            .to_owned(),
            Status::Suppressed => "Không công bố để bảo vệ thông tin.".to_owned(),
            _ => format!("Chưa có: {}.", self.needed(indicator)),
        }
    }

    /// The input that an indicator lacks.
    fn needed(&self, indicator: &Indicator) -> String {
        let given = self.given;
        let mut needed: BTreeSet<String> = BTreeSet::new();
        match indicator.counts {
            Subject::Petitions if !given.petitions => {
                needed.insert("dữ liệu phản ánh, kiến nghị".into());
            }
            Subject::Announcements if !given.announcements => {
                needed.insert("dữ liệu quyết định công bố và ngày công khai".into());
            }
            Subject::Communes => {
                needed.insert("dữ liệu của cấp xã".into());
            }
            _ => {}
        }
        if indicator.needs_catalogue && !given.catalogue {
            needed.insert("danh mục thủ tục hành chính".into());
        }
        if indicator.measure == Measure::LargerOf {
            needed.insert("tổng số của hệ thống thông tin báo cáo".into());
        }
        if indicator.requires.is_some() {
            needed.insert("trạng thái đồng bộ của mọi hồ sơ".into());
        }
        let mut columns = indicator.of.columns();
        columns.extend(indicator.those.columns());
        columns.extend(indicator.having.iter().flat_map(|having| having.columns()));
        let of_catalogue = |name: &str| crate::count::cells::FILLED_BY_CATALOGUE.contains(&name);
        for name in columns {
            let known = Subject::ALL.iter().find_map(|subject| subject.column(name));
            let title = known.map_or(name, |column| column.vi);
            match name {
                "dissatisfied" | "complained" if !given.ratings => {
                    needed.insert("đánh giá, phản ánh của người dân về hồ sơ".into());
                }
                name if of_catalogue(name) && !given.catalogue_columns.contains(name) => {
                    needed.insert(format!("cột “{title}” của danh mục thủ tục"));
                }
                name if crate::count::cells::dossier_column(name)
                    .is_some_and(|column| !given.dossier_columns.contains(column)) =>
                {
                    needed.insert(format!("cột “{title}” của hồ sơ"));
                }
                _ => {}
            }
        }
        if needed.is_empty() {
            needed.insert("dữ liệu nguồn của kỳ".into());
        }
        needed.into_iter().collect::<Vec<_>>().join("; ")
    }
}
