//! The report of one month, quarter, half-year or year: summary, groups, units, indicators, flow,
//! targets and databases, each with its table and chart.

use super::{
    Report,
    model::{Draft, Row, name, number, row},
    shown,
};
use crate::{
    charts::Chart,
    count::flow::place,
    domain::cell::Status,
    rules::rule_set::{Measure, ScoreRule},
    schema::flow::COLUMNS,
    score::{period_result::PeriodResult, points::Scored},
};

/// Counts of the flow that fit beside the name of a unit.
const FLOW_OF_UNITS: [&str; 8] = [
    "opening",
    "received",
    "received_online",
    "ended",
    "ended_late",
    "closing",
    "closing_overdue",
    "closing_waiting",
];

impl Report<'_> {
    pub(super) fn one_period(&self, draft: &mut Draft, result: &PeriodResult) {
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
        self.groups(draft, result);
        chart("trend").into_iter().for_each(|chart| draft.figure(chart));
        draft.heading("Kết quả theo đơn vị");
        self.units(draft, result);
        chart("scorecard").into_iter().for_each(|chart| draft.figure(chart));
        draft.heading("Kết quả theo chỉ số");
        self.indicators(draft, result);
        chart("indicators").into_iter().for_each(|chart| draft.figure(chart));
        draft.heading("Tiếp nhận và giải quyết hồ sơ");
        chart("flow").into_iter().for_each(|chart| draft.figure(chart));
        self.flow(draft, result);
        if !self.source.targets.targets.is_empty() {
            draft.heading("Thực hiện chỉ tiêu của kế hoạch");
            self.targets(draft, result);
            chart("targets").into_iter().for_each(|chart| draft.figure(chart));
        }
        draft.heading("Khai thác cơ sở dữ liệu dùng chung");
        self.databases(draft, result);
        self.missing(draft, result);
    }

    fn groups(&self, draft: &mut Draft, result: &PeriodResult) {
        let rules = self.source.rules;
        let score = &result.scores[0];
        let mut rows: Vec<Row> = score
            .groups
            .iter()
            .filter(|group| group.block.is_empty())
            .map(|group| {
                let known = rules.groups.iter().find(|known| known.id == group.group);
                let share = group.points.filter(|_| group.available.0 > 0).map_or_else(
                    || shown::ABSENT.to_owned(),
                    |p| shown::percent((p.0.unsigned_abs(), group.available.0.unsigned_abs())),
                );
                let cells = vec![
                    known.map_or_else(|| group.group.clone(), |known| known.title.vi.clone()),
                    shown::points_or(group.points),
                    shown::points(group.available),
                    shown::points(group.max),
                    share,
                ];
                row(&group.group, cells)
            })
            .collect();
        rows.push(Row {
            id: "total".into(),
            cells: vec![
                "Tổng".into(),
                shown::points_or(score.points),
                shown::points(score.available),
                shown::points(rules.max()),
                shown::points_or(score.score),
            ],
            strong: true,
        });
        let columns = vec![
            name("group", "Nhóm chỉ số", 44),
            number("points", "Điểm đạt", 13),
            number("available_points", "Điểm có thể đạt", 15),
            number("max_points", "Điểm tối đa", 13),
            number("share", "Đạt so với có thể đạt (%)", 17),
        ];
        draft.table("groups", "Điểm theo nhóm chỉ số", columns, rows);
    }

    fn units(&self, draft: &mut Draft, result: &PeriodResult) {
        let mut units: Vec<u32> =
            self.source.shown_units().into_iter().filter(|unit| *unit > 0).collect();
        let rank = |unit: &u32| result.scores[*unit as usize].rank.map_or(u32::MAX, |r| r.rank);
        units.sort_by_key(|unit| (rank(unit), *unit));
        let rows = units
            .into_iter()
            .map(|unit| {
                let score = &result.scores[unit as usize];
                let mut bands = self.source.rules.bands.iter();
                let band = score.band.as_ref().and_then(|id| bands.find(|band| band.id == *id));
                let cells = vec![
                    shown::count_or(score.rank.map(|rank| u64::from(rank.rank))),
                    self.unit_name(result, unit),
                    shown::points_or(score.rank.map(|rank| rank.comparable_points)),
                    shown::points_or(score.points),
                    shown::points(score.available),
                    shown::points_or(score.score),
                    match band {
                        Some(band) => band.title.vi.clone(),
                        None if score.is_graded() => shown::ABSENT.to_owned(),
                        None => shown::status(score.status).vi,
                    },
                ];
                row(&self.source.units.get(unit).id, cells)
            })
            .collect();
        let columns = vec![
            number("rank", "Hạng", 8),
            name("unit", "Đơn vị", 37),
            number("comparable_points", "Điểm so sánh", 11),
            number("points", "Điểm đạt", 10),
            number("available_points", "Điểm có thể đạt", 11),
            number("score", "Điểm quy đổi", 11),
            name("band", "Xếp loại", 14),
        ];
        draft.table("units", "Điểm, thứ hạng và xếp loại của đơn vị", columns, rows);
        draft.paragraph(
            "Đơn vị không có hồ sơ trong kỳ và đơn vị cấp dưới không được xếp hạng. Thứ hạng theo \
             điểm so sánh, xếp loại theo điểm quy đổi.",
        );
    }

    fn indicators(&self, draft: &mut Draft, result: &PeriodResult) {
        let rules = self.source.rules;
        let score = &result.scores[0];
        let mut rows: Vec<Row> = Vec::new();
        for group in &rules.groups {
            let whole = score.groups.iter().find(|g| g.group == group.id && g.block.is_empty());
            let mut cells = vec![group.number.to_string(), group.title.vi.clone()];
            cells.extend(["", "", ""].map(str::to_owned));
            cells.push(shown::points_or(whole.and_then(|whole| whole.points)));
            cells.push(shown::points(group.max));
            cells.push(String::new());
            rows.push(Row { id: group.id.clone(), cells, strong: true });
            let own = rules.indicators.iter().zip(&score.cells);
            rows.extend(own.filter(|(indicator, _)| indicator.group == group.id).map(
                |(indicator, cell)| {
                    let cells = vec![
                        indicator.part.clone(),
                        indicator.title.vi.clone(),
                        shown::count_or(cell.counts.map(|(numerator, _)| numerator)),
                        shown::count_or(cell.counts.map(|(_, denominator)| denominator)),
                        value(cell, indicator.measure),
                        shown::points_or(cell.points),
                        match indicator.score {
                            ScoreRule::Info => shown::ABSENT.to_owned(),
                            _ => shown::points(indicator.max),
                        },
                        shown::status(cell.status).vi,
                    ];
                    row(&indicator.id, cells)
                },
            ));
        }
        let columns = vec![
            name("part", "Mục", 8),
            name("indicator", "Chỉ số", 30),
            number("numerator", "Tử số", 17),
            number("denominator", "Mẫu số", 11),
            number("ratio", "Tỷ lệ (%)", 10),
            number("points", "Điểm", 9),
            number("max_points", "Tối đa", 8),
            name("status", "Trạng thái", 13),
        ];
        draft.table("indicators", "Chỉ số của toàn cơ quan", columns, rows);
    }

    fn flow(&self, draft: &mut Draft, result: &PeriodResult) {
        let whole = &result.counts.flows[0];
        let rows = COLUMNS
            .iter()
            .zip(whole)
            .map(|(column, count)| {
                row(column.name, vec![column.vi().to_owned(), shown::count(*count)])
            })
            .collect();
        let columns = vec![name("count", "Nội dung", 70), number("dossiers", "Số hồ sơ", 30)];
        draft.table("flow", "Tình hình tiếp nhận và giải quyết của toàn cơ quan", columns, rows);
        let mut columns = vec![name("unit", "Đơn vị", 24)];
        for id in FLOW_OF_UNITS {
            let title = COLUMNS.iter().find(|column| column.name == id).map_or(id, |c| c.vi());
            columns.push(number(id, title, 10));
        }
        let units = self.source.shown_units().into_iter().filter(|unit| *unit > 0);
        let rows = units
            .map(|unit| {
                let flow = &result.counts.flows[unit as usize];
                let mut cells = vec![self.unit_name(result, unit)];
                cells.extend(FLOW_OF_UNITS.map(|id| shown::count(flow[place(id)])));
                row(&self.source.units.get(unit).id, cells)
            })
            .collect();
        draft.table("flow-units", "Tiếp nhận và giải quyết theo đơn vị", columns, rows);
    }

    fn targets(&self, draft: &mut Draft, result: &PeriodResult) {
        let targets = &self.source.targets.targets;
        let measured =
            |unit: u32, place: usize| result.counts.measured(&targets[place], place, unit);
        let rows = targets
            .iter()
            .enumerate()
            .map(|(place, target)| {
                let m = measured(0, place);
                let goal =
                    crate::domain::number::tick(target.goal.0, crate::domain::text::Lang::Vi);
                let cells = vec![
                    target.title.vi.clone(),
                    shown::count_or(m.counts.map(|(numerator, _)| numerator)),
                    shown::count_or(m.counts.map(|(_, denominator)| denominator)),
                    m.counts.map_or_else(|| shown::ABSENT.to_owned(), shown::percent),
                    format!("{} {goal}", target.comparison.sign()),
                    verdict(m.met, m.status),
                ];
                row(&target.id, cells)
            })
            .collect();
        let columns = vec![
            name("target", "Chỉ tiêu", 38),
            number("numerator", "Tử số", 12),
            number("denominator", "Mẫu số", 12),
            number("ratio", "Tỷ lệ (%)", 12),
            number("goal", "Mức phải đạt (%)", 12),
            name("met", "Kết quả", 14),
        ];
        draft.table("targets", "Thực hiện chỉ tiêu của toàn cơ quan", columns, rows);
        let mut columns = vec![name("unit", "Đơn vị", 40)];
        columns.extend(targets.iter().map(|target| name(&target.id, &target.title.vi, 20)));
        let units = self.source.shown_units().into_iter().filter(|unit| *unit > 0);
        let rows = units
            .map(|unit| {
                let mut cells = vec![self.unit_name(result, unit)];
                cells.extend((0..targets.len()).map(|place| {
                    let m = measured(unit, place);
                    match m.counts.filter(|(_, cases)| *cases > 0) {
                        Some(counts) => {
                            format!("{}%, {}", shown::percent(counts), verdict(m.met, m.status))
                        }
                        None => verdict(m.met, m.status),
                    }
                }));
                row(&self.source.units.get(unit).id, cells)
            })
            .collect();
        draft.table("targets-units", "Thực hiện chỉ tiêu theo đơn vị", columns, rows);
    }

    fn databases(&self, draft: &mut Draft, result: &PeriodResult) {
        let used = &result.counts.databases;
        let received = result.counts.flows[0][place("received")];
        let rows: Vec<Row> = used
            .iter()
            .filter(|((unit, _), _)| *unit == 0)
            .map(|((_, code), dossiers)| {
                let tree = &result.counts.tree;
                let units = used.keys().filter(|(unit, other)| {
                    let real = *unit > 0 && *unit != self.source.units.unmapped();
                    other == code && real && tree.parent(*unit) == Some(0)
                });
                let cells = vec![
                    code.clone(),
                    shown::count(*dossiers),
                    shown::percent((*dossiers, received)),
                    shown::count(units.count() as u64),
                ];
                row(code, cells)
            })
            .collect();
        if rows.is_empty() {
            let given = self.given.dossier_columns.contains("databases");
            draft.paragraph(if given {
                "Không có hồ sơ nào tiếp nhận trong kỳ ghi mã cơ sở dữ liệu đã khai thác."
            } else {
                "Chưa có số liệu: nguồn hồ sơ không ghi mã các cơ sở dữ liệu đã kết nối."
            });
        }
        let columns = vec![
            name("database", "Mã cơ sở dữ liệu", 34),
            number("dossiers", "Hồ sơ tiếp nhận có khai thác", 24),
            number("share", "So với hồ sơ tiếp nhận (%)", 22),
            number("units", "Số đơn vị có khai thác", 20),
        ];
        draft.table("databases", "Cơ sở dữ liệu đã khai thác", columns, rows);
    }
}

/// A chart, or one of a family of charts such as `targets-…`.
fn named(chart: &Chart, id: &str) -> bool {
    chart.id == id || chart.id.strip_prefix(id).is_some_and(|rest| rest.starts_with('-'))
}

/// The ratio of an indicator, or the mean where seconds are summed.
pub(super) fn value(cell: &Scored, measure: Measure) -> String {
    match (cell.counts, measure) {
        (Some((seconds, cases)), Measure::Seconds) => shown::days(seconds, cases),
        (Some(counts), _) if cell.has_ratio => shown::percent(counts),
        _ => shown::ABSENT.to_owned(),
    }
}

pub(super) fn verdict(met: Option<bool>, status: Status) -> String {
    match met {
        Some(true) => "đạt".to_owned(),
        Some(false) => "chưa đạt".to_owned(),
        None if matches!(status, Status::Value | Status::Provisional) => "không so sánh".to_owned(),
        None => shown::status(status).vi,
    }
}
