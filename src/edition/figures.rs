//! Which charts an edition has, and what each of them says: the finding in its headline, measure,
//! place and period below it. Drawing is left to `charts`.

mod targets;

use super::{
    charts::{
        Bar, Body, Cell, Chart, Flow, Heat, HeatColumn, HeatRow, Part, Ranking, Series, Text,
        Trend, number,
    },
    tables::{PeriodResult, Source},
    wording,
};
use crate::{
    count::flow::place,
    domain::{cell::Status, period::Period, points::Points},
    rules::{rule_set, rule_set::ScoreRule},
    schema::flow::COLUMNS,
    score::scorecard::UnitScore,
};

/// A month of the trend: absent figures are gaps.
pub type TrendMonth<'a> = (Period, Option<&'a PeriodResult>);

/// What the charts of an edition are drawn from.
pub struct Figures<'a> {
    pub source: &'a Source<'a>,
    /// The month that the charts show.
    pub shown: &'a PeriodResult,
    /// Twelve months of the authority, ending with the month shown.
    pub trend: &'a [TrendMonth<'a>],
    pub authority_name: &'a str,
}

impl Figures<'_> {
    /// The charts, in the order of the page.
    pub fn charts(&self) -> Vec<Chart> {
        let mut charts = vec![self.ranking(), self.heat(), self.trend(), self.flow()];
        charts.extend(self.targets());
        charts
    }

    fn chart(&self, id: &str, headline: Text, measure: Text, body: Body) -> Chart {
        self.chart_of(self.period(), id, headline, measure, body)
    }

    fn chart_of(&self, period: Text, id: &str, headline: Text, measure: Text, body: Body) -> Chart {
        let place = self.authority_name;
        let rules = self.source.rules;
        let hash = &rules.hash[..12];
        Chart {
            id: id.to_owned(),
            headline,
            subtitle: Text::new(
                format!("{}, {place}, {}", measure.vi, period.vi),
                format!("{}, {place}, {}", measure.en, period.en),
            ),
            source: Text::new(
                format!("hồ sơ của {place}; bộ quy tắc {} ({hash})", rules.id),
                format!("dossiers of {place}; rule set {} ({hash})", rules.id),
            ),
            note: self.shown.counts.provisional.then(|| {
                Text::new(
                    "Số liệu tạm tính: kỳ báo cáo chưa kết thúc.",
                    "Provisional: the period is not over.",
                )
            }),
            body,
        }
    }

    fn period(&self) -> Text {
        wording::period(self.shown.counts.period)
    }

    /// The units directly below the authority, and `unmapped` where it is used.
    fn direct_units(&self) -> Vec<u32> {
        let direct = |unit: &u32| {
            *unit == self.source.units.unmapped() || self.shown.counts.tree.parent(*unit) == Some(0)
        };
        self.source.shown_units().into_iter().filter(direct).collect()
    }

    fn unit_name(&self, unit: u32) -> Text {
        let version = self.source.units.get(unit).on(self.shown.named_on);
        Text::new(
            version.name.clone(),
            version.name_en.clone().unwrap_or_else(|| version.name.clone()),
        )
    }

    fn ranking(&self) -> Chart {
        let mut units: Vec<&UnitScore> =
            self.direct_units().into_iter().map(|unit| &self.shown.scores[unit as usize]).collect();
        units.sort_by_key(|unit| (unit.rank.map_or(u32::MAX, |rank| rank.rank), unit.unit));
        let available = units
            .iter()
            .find_map(|unit| unit.rank)
            .map_or(Points::ZERO, |r| r.comparable_available);
        let bars: Vec<Bar> = units
            .iter()
            .map(|unit| Bar {
                id: self.source.units.get(unit.unit).id.clone(),
                label: self.unit_name(unit.unit),
                value_hundredths: unit.rank.map(|rank| rank.comparable_points.0),
                rank: unit.rank.map(|rank| rank.rank),
                band: unit.rank.and_then(|_| self.band(unit)),
                annotation: unit.rank.is_none().then(|| self.why_unranked(unit.unit)),
                ..Bar::default()
            })
            .collect();
        let ranked: Vec<&Bar> = bars.iter().filter(|bar| bar.rank.is_some()).collect();
        let headline = match (ranked.first(), ranked.last()) {
            (Some(best), Some(worst)) if ranked.len() > 1 => Text::new(
                format!(
                    "{} dẫn đầu với {} điểm; {} thấp nhất với {}",
                    best.label.vi,
                    vi(best.value_hundredths),
                    worst.label.vi,
                    vi(worst.value_hundredths)
                ),
                format!(
                    "{} leads with {} points; {} is lowest with {}",
                    best.label.en,
                    en(best.value_hundredths),
                    worst.label.en,
                    en(worst.value_hundredths)
                ),
            ),
            (Some(only), _) => Text::new(
                format!("{} đạt {} điểm", only.label.vi, vi(only.value_hundredths)),
                format!("{} has {} points", only.label.en, en(only.value_hundredths)),
            ),
            _ => Text::new("Không đơn vị nào có hồ sơ trong kỳ", "No unit had a dossier in hand"),
        };
        let measure = Text::new(
            format!("Điểm so sánh của các đơn vị trên {} điểm chung", vi(Some(available.0))),
            format!("Comparable points of units out of {} common points", en(Some(available.0))),
        );
        let body = Body::Ranking(Ranking {
            unit_of_measure: Text::new("điểm", "points"),
            max_hundredths: available.0.max(1),
            target: None,
            bars,
        });
        self.chart("scorecard", headline, measure, body)
    }

    fn why_unranked(&self, unit: u32) -> Text {
        if unit == self.source.units.unmapped() {
            Text::new("không xếp hạng", "not ranked")
        } else {
            Text::new("không có hồ sơ trong kỳ", "no dossier in hand")
        }
    }

    fn band(&self, unit: &UnitScore) -> Option<Text> {
        let id = unit.band.as_ref()?;
        let band = self.source.rules.bands.iter().find(|band| band.id == *id)?;
        Some(plain(&band.title))
    }

    fn heat(&self) -> Chart {
        let rules = self.source.rules;
        let shown: Vec<usize> = (0..rules.indicators.len())
            .filter(|place| rules.indicators[*place].score != ScoreRule::Info)
            .collect();
        let columns = shown
            .iter()
            .map(|place| {
                let indicator = &rules.indicators[*place];
                let group = rules.groups.iter().find(|group| group.id == indicator.group);
                HeatColumn {
                    id: indicator.id.clone(),
                    code: indicator.part.clone(),
                    title: plain(&indicator.title),
                    group: group.map(|group| plain(&group.title)).unwrap_or_default(),
                }
            })
            .collect();
        let rows: Vec<HeatRow> = self
            .source
            .shown_units()
            .into_iter()
            .map(|unit| HeatRow {
                id: self.source.units.get(unit).id.clone(),
                label: self.unit_name(unit),
                cells: shown.iter().map(|place| self.cell(unit, *place)).collect(),
                highlighted: unit == 0,
            })
            .collect();
        let headline = self.most_lost(&shown);
        let measure =
            Text::new("Tỷ lệ của từng chỉ số theo đơn vị", "Ratio of each indicator by unit");
        self.chart("indicators", headline, measure, Body::Heat(Heat { columns, rows }))
    }

    fn cell(&self, unit: u32, place: usize) -> Cell {
        let cell = self.shown.scores[unit as usize].cells[place];
        match (cell.status, cell.counts) {
            (Status::NotApplicable, _) => Cell::NotApplicable,
            (Status::Suppressed, _) => Cell::Suppressed,
            (Status::NoCases, _) => Cell::NoCases,
            (_, Some((numerator, denominator))) => {
                Cell::Ratio { numerator: numerator as i64, denominator: denominator as i64 }
            }
            _ => Cell::MissingSource,
        }
    }

    /// The indicator on which the authority loses most points.
    fn most_lost(&self, shown: &[usize]) -> Text {
        let cells = &self.shown.scores[0].cells;
        let lost = |place: &usize| {
            let cell = cells[*place];
            let max = self.source.rules.indicators[*place].max;
            cell.points.filter(|_| cell.available).map_or(0, |points| max.0 - points.0)
        };
        match shown.iter().rev().max_by_key(|place| lost(place)).filter(|place| lost(place) > 0) {
            Some(place) => {
                let indicator = &self.source.rules.indicators[*place];
                let (lost, max) = (lost(place), indicator.max.0);
                Text::new(
                    format!(
                        "Mất nhiều điểm nhất ở “{}”: {} trên {} điểm",
                        indicator.title.vi,
                        vi(Some(lost)),
                        vi(Some(max))
                    ),
                    format!(
                        "Most points are lost on “{}”: {} of {}",
                        indicator.title.en,
                        en(Some(lost)),
                        en(Some(max))
                    ),
                )
            }
            None => Text::new(
                "Không mất điểm ở chỉ số nào có dữ liệu",
                "No points are lost on any indicator with data",
            ),
        }
    }

    fn trend(&self) -> Chart {
        let rules = self.source.rules;
        let series: Vec<Series> = rules
            .groups
            .iter()
            .map(|group| Series {
                id: group.id.clone(),
                name: plain(&group.title),
                values_hundredths: self
                    .trend
                    .iter()
                    .map(|(_, month)| {
                        let found = month.as_ref()?.scores[0]
                            .groups
                            .iter()
                            .find(|g| g.group == group.id && g.block.is_empty())?;
                        let share = found.points?.0 * 10_000;
                        Some((2 * share + found.available.0) / (2 * found.available.0))
                    })
                    .collect(),
            })
            .collect();
        let headline = self.trend_headline(&series);
        let measure = Text::new(
            "Điểm đạt so với điểm có thể đạt của năm nhóm chỉ số, 12 tháng",
            "Points gained of points available by group, twelve months",
        );
        let body = Body::Trend(Trend {
            unit_of_measure: Text::new("%", "%"),
            ceiling_hundredths: Some(10_000),
            periods: self.trend.iter().map(|(period, _)| period.to_string()).collect(),
            series,
            target: None,
        });
        let last = self.trend.last().map_or_else(|| self.period(), |last| wording::period(last.0));
        let last = Text::new(format!("đến {}", last.vi), format!("to {}", last.en));
        self.chart_of(last, "trend", headline, measure, body)
    }

    /// The group that changed most since the month before.
    fn trend_headline(&self, series: &[Series]) -> Text {
        let change = |series: &Series| {
            let mut last = series.values_hundredths.iter().rev();
            let now = (*last.next()?)?;
            Some((now - (*last.next()?)?, now))
        };
        let changes = series.iter().filter_map(|series| Some((series, change(series)?)));
        match changes.rev().max_by_key(|(_, (change, _))| change.abs()) {
            Some((series, (change, now))) if change != 0 => {
                let up = change > 0;
                let size = change.abs();
                Text::new(
                    format!(
                        "{}: {} {} điểm phần trăm so với tháng trước, còn {} %",
                        series.name.vi,
                        if up { "tăng" } else { "giảm" },
                        vi(Some(size)),
                        vi(Some(now))
                    )
                    .replace("còn", if up { "đạt" } else { "còn" }),
                    format!(
                        "{}: {} {} percentage points on the month before, to {} %",
                        series.name.en,
                        if up { "up" } else { "down" },
                        en(Some(size)),
                        en(Some(now))
                    ),
                )
            }
            Some(_) => Text::new(
                "Năm nhóm chỉ số không đổi so với tháng trước",
                "The five groups are as in the month before",
            ),
            None => Text::new(
                "Chưa có tháng trước để so sánh",
                "There is no month before to compare with",
            ),
        }
    }

    fn flow(&self) -> Chart {
        let flow = &self.shown.counts.flows[0];
        let withheld = self.shown.counts.flow_suppressed[0];
        let count = |name: &str| (!withheld).then_some(flow[place(name)] as i64);
        let part = |name: &str, emphasised: bool| {
            let column = COLUMNS.iter().find(|column| column.name == name);
            let label = column.map(|column| Text::new(column.vi, column.en)).unwrap_or_default();
            Part { id: name.to_owned(), label, count: count(name), emphasised }
        };
        let (received, ended) = (flow[place("received")], flow[place("ended")]);
        let late = flow[place("ended_late")] + flow[place("closing_overdue")];
        let headline = Text::new(
            format!(
                "Tiếp nhận {}, giải quyết {}; {} hồ sơ quá hạn",
                vi_count(received),
                vi_count(ended),
                vi_count(late)
            ),
            format!(
                "{} received, {} ended; {} late or overdue",
                en_count(received),
                en_count(ended),
                en_count(late)
            ),
        );
        let headline = match withheld {
            true => Text::new(
                "Luồng hồ sơ không công bố: có phần là số nhỏ",
                "The case flow is withheld: a part of it is a small number",
            ),
            false => headline,
        };
        let body = Body::Flow(Flow {
            unit_of_measure: Text::new("hồ sơ", "dossiers"),
            opening: count("opening"),
            received: count("received"),
            received_parts: [
                "received_online",
                "received_counter",
                "received_post",
                "received_other",
            ]
            .map(|name| part(name, false))
            .into(),
            ended: count("ended"),
            ended_parts: vec![
                part("ended_early", false),
                part("ended_on_time", false),
                part("ended_late", true),
                part("ended_undated", false),
            ],
            closing: count("closing"),
            closing_parts: vec![
                part("closing_in_time", false),
                part("closing_waiting", false),
                part("closing_overdue", true),
                part("closing_undated", false),
            ],
        });
        self.chart("flow", headline, Text::new("Luồng hồ sơ", "Case flow"), body)
    }
}

fn plain(text: &rule_set::Text) -> Text {
    Text::new(text.vi.clone(), text.en.clone())
}

fn vi(hundredths: Option<i64>) -> String {
    number::hundredths(hundredths.unwrap_or_default(), super::charts::Lang::Vi)
}

fn en(hundredths: Option<i64>) -> String {
    number::hundredths(hundredths.unwrap_or_default(), super::charts::Lang::En)
}

fn vi_count(count: u64) -> String {
    number::count(count as i64, super::charts::Lang::Vi)
}

fn en_count(count: u64) -> String {
    number::count(count as i64, super::charts::Lang::En)
}
