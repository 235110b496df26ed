//! What the report cannot say, and why: indicators without a source, without cases or that do not
//! apply, dossiers without a due date or a known unit. Missing is never shown as zero.

use std::collections::BTreeSet;

use super::{
    Report,
    model::{Draft, Row, name, number, row},
    shown,
};
use crate::{
    count::{
        cells::Given,
        flow::place,
        lacking::{self, Lacking},
    },
    domain::cell::Status,
    edition::tables::PeriodResult,
    rules::{
        Indicator,
        rule_set::{Measure, NoCases},
    },
    schema::canonical::Kind,
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
                    why(indicator, cell.status, self.given),
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

/// Why an indicator has no value.
pub fn why(indicator: &Indicator, status: Status, given: &Given) -> String {
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
        _ => format!("Chưa có: {}.", needed(indicator, given)),
    }
}

/// The input that an indicator lacks.
fn needed(indicator: &Indicator, given: &Given) -> String {
    let mut needed: BTreeSet<String> =
        lacking::inputs(indicator, given).iter().map(in_words).collect();
    if indicator.measure == Measure::LargerOf {
        needed.insert("tổng số của hệ thống thông tin báo cáo".into());
    }
    if indicator.requires.is_some() {
        needed.insert("trạng thái đồng bộ của mọi hồ sơ".into());
    }
    if needed.is_empty() {
        needed.insert("dữ liệu nguồn của kỳ".into());
    }
    needed.into_iter().collect::<Vec<_>>().join("; ")
}

/// One lacking input, as an official would name it.
fn in_words(lacking: &Lacking) -> String {
    let column = |kind: Kind, name: &str| {
        let known = kind.columns().iter().find(|column| column.name == name);
        known.map_or(name, |column| column.vi).to_owned()
    };
    match lacking {
        Lacking::Input(Kind::Petitions) => "dữ liệu phản ánh, kiến nghị".into(),
        Lacking::Input(Kind::Announcements) => {
            "dữ liệu quyết định công bố và ngày công khai".into()
        }
        Lacking::Input(Kind::Procedures) => "danh mục thủ tục hành chính".into(),
        Lacking::Input(Kind::Ratings) => "đánh giá, phản ánh của người dân về hồ sơ".into(),
        Lacking::Input(Kind::Totals) | Lacking::NationalTotal => {
            "tổng số của hệ thống thông tin báo cáo".into()
        }
        Lacking::Input(kind) => format!("dữ liệu {}", kind.as_str()),
        Lacking::NoInputYet => "dữ liệu của cấp xã".into(),
        Lacking::DossierColumn(name) => format!("cột “{}” của hồ sơ", column(Kind::Dossiers, name)),
        Lacking::CatalogueColumn(name) => {
            format!("cột “{}” của danh mục thủ tục", column(Kind::Procedures, name))
        }
        Lacking::OneOf(any) => any.iter().map(in_words).collect::<Vec<_>>().join(" hoặc "),
        Lacking::Rows { .. } => "trạng thái đồng bộ của mọi hồ sơ".into(),
    }
}
