//! The report of one month, quarter, half-year or year: summary, groups, units, indicators, flow,
//! targets and databases, each with its table and chart.

use super::{Report, model::Draft};
use crate::{charts::Chart, score::period_result::PeriodResult, sheets::Sheets};

const GROUPS: [(&str, u32); 5] =
    [("group", 44), ("points", 13), ("available_points", 15), ("max_points", 13), ("share", 17)];
const UNITS: [(&str, u32); 4] =
    [("rank", 9), ("unit", 51), ("comparable_score", 22), ("comparable_band", 18)];
const INDICATORS: [(&str, u32); 8] = [
    ("part", 8),
    ("indicator", 30),
    ("numerator", 17),
    ("denominator", 11),
    ("ratio", 10),
    ("points", 9),
    ("max_points", 8),
    ("status", 13),
];
const TARGETS: [(&str, u32); 6] = [
    ("target", 38),
    ("numerator", 12),
    ("denominator", 12),
    ("ratio", 12),
    ("goal", 12),
    ("met", 14),
];
const DATABASES: [(&str, u32); 4] =
    [("database", 34), ("database_dossiers", 24), ("database_share", 22), ("database_units", 20)];

impl Report<'_> {
    pub(super) fn one_period(&self, draft: &mut Draft, result: &PeriodResult, sheets: &Sheets<'_>) {
        let mut charts = self.figures(result).charts();
        let mut chart = |id: &str| -> Vec<Chart> {
            let (found, rest) =
                std::mem::take(&mut charts).into_iter().partition(|chart| named(chart, id));
            charts = rest;
            found
        };
        draft.heading("Tóm tắt");
        self.told_of_coverage(draft, &[result]);
        for sentence in self.sentences(result) {
            draft.item(sentence);
        }
        draft.sheet(sheets.groups(0), &GROUPS);
        chart("trend").into_iter().for_each(|chart| draft.figure(chart));
        let moves = sheets.moves(0);
        if !moves.rows.is_empty() {
            draft.heading("Vì sao điểm thay đổi");
            draft.whole_sheet(&moves, 28, 9);
            moves.note.into_iter().for_each(|note| draft.paragraph(note.vi));
        }
        draft.heading("Kết quả theo đơn vị");
        for list in sheets.lists() {
            list.title().into_iter().for_each(|title| draft.subheading(title.vi));
            let units = sheets.units_of(&list);
            let note = units.note.clone();
            draft.sheet(units, &UNITS);
            note.into_iter().for_each(|note| draft.paragraph(note.vi));
            // Of what is incomplete there is no ranking, and so no chart.
            chart(&list.named("scorecard")).into_iter().for_each(|chart| draft.figure(chart));
        }
        draft.heading("Kết quả theo chỉ số");
        draft.sheet(sheets.indicators(0), &INDICATORS);
        chart("indicators").into_iter().for_each(|chart| draft.figure(chart));
        draft.heading("Tiếp nhận và giải quyết hồ sơ");
        chart("flow").into_iter().for_each(|chart| draft.figure(chart));
        draft.whole_sheet(&sheets.flow(0), 70, 30);
        draft.whole_sheet(&sheets.flow_of_units(), 24, 10);
        if !self.source.targets.targets.is_empty() {
            draft.heading("Thực hiện chỉ tiêu của kế hoạch");
            draft.sheet(sheets.targets(0), &TARGETS);
            draft.whole_sheet(&sheets.targets_of_units(), 40, 20);
            chart("targets").into_iter().for_each(|chart| draft.figure(chart));
        }
        draft.heading("Khai thác cơ sở dữ liệu dùng chung");
        let databases = sheets.databases();
        if databases.rows.is_empty() {
            draft.paragraph(match self.given.dossier_columns.contains("databases") {
                true => "Không có hồ sơ nào tiếp nhận trong kỳ ghi mã cơ sở dữ liệu đã khai thác.",
                false => "Chưa có số liệu: nguồn hồ sơ không ghi mã các cơ sở dữ liệu đã kết nối.",
            });
        }
        draft.sheet(databases, &DATABASES);
        self.missing(draft, result, sheets);
    }
}

/// A chart, or one of a family of charts such as `targets-…`.
fn named(chart: &Chart, id: &str) -> bool {
    chart.id == id || chart.id.strip_prefix(id).is_some_and(|rest| rest.starts_with('-'))
}
