//! The report of a range that is no period of the contract: every month by itself, never their sum.
//! Wide tables are cut so that a page of A4 holds them.

use super::{
    Report,
    model::{Column, Draft, Row, name, number, row},
    one_period::{value, verdict},
    shown,
};
use crate::{
    count::flow::place, domain::wording, schema::flow::COLUMNS, score::period_result::PeriodResult,
};

/// The most months that stand side by side.
const ABREAST: usize = 6;

const FLOW: [&str; 7] =
    ["opening", "received", "received_online", "ended", "ended_late", "closing", "closing_overdue"];

impl Report<'_> {
    pub(super) fn months(&self, draft: &mut Draft, months: &[PeriodResult]) {
        draft.heading("Tóm tắt");
        draft.paragraph(
            "Khoảng thời gian này không phải là một tháng, quý, nửa năm hay năm. Báo cáo trình bày \
             từng tháng và không cộng các tháng với nhau: một hồ sơ có thể thuộc nhiều tháng, nên \
             tổng của các tháng không phải là số liệu của cả khoảng.",
        );
        self.told_of_coverage(draft, &months.iter().collect::<Vec<_>>());
        for sentence in self.said_of_the_months(months) {
            draft.item(sentence);
        }
        self.groups_by_month(draft, months);
        let last = &months[months.len() - 1];
        let charts = self.figures(last).charts();
        let trend = charts.into_iter().find(|chart| chart.id == "trend");
        trend.into_iter().for_each(|chart| draft.figure(chart));
        draft.heading("Kết quả theo đơn vị");
        draft.paragraph("Mỗi ô là điểm quy đổi và, trong ngoặc, thứ hạng của tháng.");
        for part in months.chunks(abreast(months.len())) {
            self.units_by_month(draft, part);
        }
        draft.heading("Kết quả theo chỉ số");
        draft.paragraph("Tỷ lệ (%) của toàn cơ quan trong từng tháng.");
        for part in months.chunks(abreast(months.len())) {
            self.indicators_by_month(draft, part);
        }
        draft.heading("Tiếp nhận và giải quyết hồ sơ");
        self.flow_by_month(draft, months);
        if !self.source.targets.targets.is_empty() {
            draft.heading("Thực hiện chỉ tiêu của kế hoạch");
            self.targets_by_month(draft, months);
        }
        self.missing(draft, last);
    }

    fn said_of_the_months(&self, months: &[PeriodResult]) -> Vec<String> {
        let complete = months.iter().filter(|month| month.counts.coverage.is_complete());
        let scored: Vec<_> =
            complete.filter_map(|month| Some((month.scores[0].score?, month))).collect();
        let (Some((first, from)), Some((last, to))) = (scored.first(), scored.last()) else {
            return Vec::new();
        };
        let mut said = vec![format!(
            "Điểm quy đổi của {} là {} điểm trong {} và {} điểm trong {}.",
            self.authority_name,
            shown::points(*first),
            words(from),
            shown::points(*last),
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
                shown::points(*high),
                words(worst),
                shown::points(*low)
            ));
        }
        said
    }

    fn groups_by_month(&self, draft: &mut Draft, months: &[PeriodResult]) {
        let rules = self.source.rules;
        let mut columns = vec![name("month", "Tháng", 13)];
        columns.extend(rules.groups.iter().map(|group| number(&group.id, &group.title.vi, 14)));
        columns.push(number("points", "Điểm đạt", 11));
        columns.push(number("available_points", "Có thể đạt", 11));
        columns.push(number("score", "Quy đổi", 11));
        let rows = months
            .iter()
            .map(|month| {
                let score = &month.scores[0];
                let mut cells = vec![self.month(month)];
                cells.extend(rules.groups.iter().map(|group| {
                    let found =
                        score.groups.iter().find(|g| g.group == group.id && g.block.is_empty());
                    shown::points_or(found.and_then(|found| found.points))
                }));
                cells.push(shown::points_or(score.points));
                cells.push(shown::points(score.available));
                cells.push(shown::points_or(score.score));
                row(month.counts.period.to_string(), cells)
            })
            .collect();
        draft.table("groups", "Điểm của toàn cơ quan theo tháng", columns, rows);
    }

    fn units_by_month(&self, draft: &mut Draft, months: &[PeriodResult]) {
        let last = &months[months.len() - 1];
        let units = self.source.shown_units().into_iter().filter(|unit| *unit > 0);
        let rows = units
            .map(|unit| {
                let mut cells = vec![self.unit_name(last, unit)];
                cells.extend(months.iter().map(|month| {
                    let score = &month.scores[unit as usize];
                    let rank = score.rank.map_or_else(String::new, |r| format!(" ({})", r.rank));
                    format!("{}{rank}", shown::points_or(score.score))
                }));
                row(&self.source.units.get(unit).id, cells)
            })
            .collect();
        let columns = self.beside(name("unit", "Đơn vị", 30), months);
        draft.table("units", "Điểm quy đổi và thứ hạng của đơn vị", columns, rows);
    }

    fn indicators_by_month(&self, draft: &mut Draft, months: &[PeriodResult]) {
        let indicators = self.source.rules.indicators.iter().enumerate();
        let rows = indicators
            .map(|(place, indicator)| {
                let mut cells = vec![format!("{} {}", indicator.part, indicator.title.vi)];
                cells.extend(
                    months
                        .iter()
                        .map(|month| value(&month.scores[0].cells[place], indicator.measure)),
                );
                row(&indicator.id, cells)
            })
            .collect();
        let columns = self.beside(name("indicator", "Chỉ số", 34), months);
        draft.table("indicators", "Chỉ số theo tháng", columns, rows);
    }

    fn flow_by_month(&self, draft: &mut Draft, months: &[PeriodResult]) {
        let mut columns = vec![name("month", "Tháng", 16)];
        for id in FLOW {
            let title = COLUMNS.iter().find(|column| column.name == id).map_or(id, |c| c.vi());
            columns.push(number(id, title, 12));
        }
        let rows = months
            .iter()
            .map(|month| {
                let mut cells = vec![self.month(month)];
                let flow = &month.counts.flows[0];
                cells.extend(FLOW.map(|id| shown::count(flow[place(id)])));
                row(month.counts.period.to_string(), cells)
            })
            .collect();
        draft.table("flow", "Tiếp nhận và giải quyết theo tháng", columns, rows);
    }

    fn targets_by_month(&self, draft: &mut Draft, months: &[PeriodResult]) {
        let targets = &self.source.targets.targets;
        let mut columns = vec![name("month", "Tháng", 16)];
        columns.extend(targets.iter().map(|target| name(&target.id, &target.title.vi, 28)));
        let rows: Vec<Row> = months
            .iter()
            .map(|month| {
                let mut cells = vec![self.month(month)];
                cells.extend(targets.iter().enumerate().map(|(place, target)| {
                    let m = month.counts.measured(target, place, 0);
                    match m.counts.filter(|(_, cases)| *cases > 0) {
                        Some(counts) => {
                            format!("{}%, {}", shown::percent(counts), verdict(m.met, m.status))
                        }
                        None => verdict(m.met, m.status),
                    }
                }));
                row(month.counts.period.to_string(), cells)
            })
            .collect();
        draft.table("targets", "Chỉ tiêu của toàn cơ quan theo tháng", columns, rows);
    }

    /// A first column, and one for each month.
    fn beside(&self, first: Column, months: &[PeriodResult]) -> Vec<Column> {
        let month = |m: &PeriodResult| number(m.counts.period.to_string(), self.month(m), 12);
        std::iter::once(first).chain(months.iter().map(month)).collect()
    }

    /// A month as the head of a row or column; provisional ones say so.
    fn month(&self, month: &PeriodResult) -> String {
        let period = month.counts.period;
        let provisional = if month.counts.provisional { " (tạm tính)" } else { "" };
        let incomplete =
            if month.counts.coverage.is_complete() { "" } else { " (chưa đầy đủ)" };
        format!("{:02}/{}{provisional}{incomplete}", period.index + 1, period.year)
    }
}

/// As many months side by side as make tables of one width.
fn abreast(months: usize) -> usize {
    months.div_ceil(months.div_ceil(ABREAST).max(1)).max(1)
}

fn words(month: &PeriodResult) -> String {
    wording::period(month.counts.period).vi
}
