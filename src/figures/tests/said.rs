//! What charts say: findings, gaps and reasons, worked out by hand from the counts of the ministry.

use super::world::World;
use crate::{
    charts::{Body, Chart, table},
    domain::{cell::Count, number::Decimal, text::Lang},
    figures::{Scope, words},
};

fn always(_: usize) -> bool {
    true
}

fn known(numerator: u64, denominator: u64) -> Count {
    Count::Known { numerator, denominator }
}

/// 80 of 100, and of the second unit one more in each month.
fn rising(unit: u32, _: usize, month: usize) -> Count {
    known(80 + if unit == 2 { month as u64 } else { 0 }, 100)
}

fn of(charts: Vec<Chart>, id: &str) -> Chart {
    charts.into_iter().find(|chart| chart.id == id).unwrap()
}

fn indicator_chart(world: &World, indicator: &str, id: &str) -> Chart {
    let place = world.indicator(indicator);
    world.see(|figures| of(figures.charts_of(Scope::Indicator(place)), id))
}

#[test]
fn units_that_share_the_last_place_are_counted_not_named() {
    let world = World::new(&["A", "B", "C"], rising, always);
    let chart = indicator_chart(&world, "handled_on_time", "ranking");
    assert_eq!(chart.headline.vi, "B cao nhất với 91,00%; 2 đơn vị cùng thấp nhất với 80,00%");
    assert_eq!(chart.headline.en, "B is highest with 91.00%; 2 units are lowest with 80.00%");
}

#[test]
fn one_unit_is_not_compared_with_itself() {
    let world = World::new(&["A"], rising, always);
    assert_eq!(indicator_chart(&world, "handled_on_time", "ranking").headline.en, "A: 80.00%");
    let all = World::new(&["A", "B"], |_, _, _| known(10, 20), always);
    let chart = indicator_chart(&all, "handled_on_time", "ranking");
    assert_eq!(chart.headline.vi, "Cả 2 đơn vị có số liệu cùng ở mức 50,00%");
}

#[test]
fn a_share_that_gives_full_points_is_a_line_and_the_finding_counts_who_reaches_it() {
    let world = World::new(
        &["A", "B", "C"],
        |unit, _, _| known([0, 80, 79, 81][unit as usize % 4], 100),
        always,
    );
    let chart = indicator_chart(&world, "data_reused", "ranking");
    assert_eq!(chart.headline.vi, "2 trên 3 đơn vị đạt từ 80%, mức được điểm tối đa");
    let Body::Ranking(ranking) = &chart.body else { panic!("a ranking") };
    assert_eq!(
        ranking.target.as_ref().map(|target| target.value),
        Some(Decimal::hundredths(8_000))
    );
    let order: Vec<&str> = ranking.bars.iter().map(|bar| bar.id.as_str()).collect();
    assert_eq!(order, ["G06.D03", "G06.D01", "G06.D02"]);
}

#[test]
fn the_change_since_the_month_before_is_told() {
    let world = World::new(&["A", "B"], rising, always);
    let chart = indicator_chart(&world, "handled_on_time", "small_multiples");
    assert_eq!(chart.headline.vi, "So với tháng trước: 1 đơn vị tăng, 0 giảm, 1 không đổi");
    let falling = World::new(&["A"], |_, _, month| known(100 - month as u64, 100), always);
    let chart = indicator_chart(&falling, "handled_on_time", "trend");
    assert_eq!(
        chart.headline.vi,
        "Toàn cơ quan đạt 89,00%, giảm 1,00 điểm phần trăm so với tháng trước"
    );
    assert!(chart.subtitle.en.ends_with("to August 2026"), "{}", chart.subtitle.en);
}

#[test]
fn a_first_month_has_nothing_before_it() {
    let world = World::new(&["A", "B"], rising, |month| month == 11);
    let headline = |id| world.see(|figures| of(figures.charts(), id).headline.vi);
    assert_eq!(headline("trend"), "Chưa có tháng trước để so sánh");
    assert_eq!(headline("small_multiples"), "Chưa có tháng trước để so sánh");
}

#[test]
fn a_gap_stays_a_gap_and_a_month_without_a_case_is_one() {
    let idle = |_, _, month| if month == 2 { known(0, 0) } else { known(1, 2) };
    let world = World::new(&["A"], idle, |month| !(5..8).contains(&month));
    for id in ["trend", "small_multiples"] {
        let chart = world.see(|figures| of(figures.charts(), id));
        let series = match &chart.body {
            Body::Trend(trend) => &trend.series[1],
            Body::SmallMultiples(multiples) => &multiples.0.series[0],
            _ => panic!("series"),
        };
        let absent: Vec<usize> = (0..12).filter(|month| series.values[*month].is_none()).collect();
        assert_eq!(absent, [2, 5, 6, 7], "{id}");
    }
}

#[test]
fn a_month_without_a_dossier_has_no_first_and_no_zero() {
    let world = World::new(&["A", "B"], |_, _, _| known(0, 0), always);
    let scorecard = world.see(|figures| of(figures.charts(), "scorecard"));
    assert_eq!(scorecard.headline.vi, "Không đơn vị nào có hồ sơ trong kỳ");
    let chart = indicator_chart(&world, "handled_on_time", "ranking");
    assert_eq!(chart.headline.vi, "Không đơn vị nào có số liệu trong kỳ");
    let rows: Vec<String> = table(&chart).lines().skip(1).map(str::to_owned).collect();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert!(row.contains("không phát sinh trong kỳ") && !row.contains("0.00"), "{row}");
    }
}

#[test]
fn what_is_withheld_is_said_and_has_no_number() {
    let world = World::new(&["A", "B"], |_, _, _| Count::Suppressed, always);
    let chart = world.see(|figures| of(figures.charts(), "points_lost"));
    assert_eq!(chart.headline.vi, "Không chỉ số nào có số liệu để tính điểm");
    for row in table(&chart).lines().skip(1) {
        assert!(row.contains(",,,không công bố (số nhỏ),"), "{row}");
    }
    assert_eq!(
        indicator_chart(&world, "handled_on_time", "trend").headline.vi,
        "Toàn cơ quan: không công bố (số nhỏ)"
    );
}

#[test]
fn points_lost_begin_with_the_largest_loss() {
    let world = World::new(&["A"], |_, place, _| known(if place == 4 { 1 } else { 2 }, 2), always);
    let chart = world.see(|figures| of(figures.charts(), "points_lost"));
    let Body::PointsLost(lost) = &chart.body else { panic!("points lost") };
    // The fifth indicator is that of timeliness: half of its twenty points.
    assert_eq!(
        (lost.items[0].id.as_str(), lost.items[0].lost()),
        ("handled_on_time", Some(Decimal::hundredths(1_000)))
    );
    assert!(lost.items[1..].iter().all(|item| item.lost() == Some(Decimal::ZERO)));
    assert!(chart.headline.vi.starts_with("Mất 10,00 trên "), "{}", chart.headline.vi);
    assert!(chart.subtitle.vi.contains(", Bộ Ví dụ, tháng 8/2026"), "{}", chart.subtitle.vi);
}

#[test]
fn the_line_of_a_unit_stands_beside_the_authority_and_compares_with_a_year_before() {
    let world = World::new(&["A", "B"], rising, |month| month != 3);
    let chart = world.see(|figures| of(figures.charts_of(Scope::Unit(2)), "score"));
    let Body::Trend(trend) = &chart.body else { panic!("a line") };
    let names: Vec<&str> = trend.series.iter().map(|series| series.name.vi.as_str()).collect();
    assert_eq!((names.len(), names[0]), (2, "B"));
    let gaps: Vec<usize> = (0..12).filter(|m| trend.series[0].values[*m].is_none()).collect();
    assert_eq!(gaps, [3]);
    // The world has twelve months; a year before the last there is nothing.
    assert!(
        chart.headline.vi.contains("chưa có số liệu cùng kỳ năm trước"),
        "{}",
        chart.headline.vi
    );
}

#[test]
fn units_that_share_a_name_are_told_apart_by_their_ids() {
    let world = World::new(&["Phòng Một cửa", "Phòng Một cửa", "Vụ A"], rising, always);
    let chart = indicator_chart(&world, "handled_on_time", "ranking");
    let Body::Ranking(ranking) = &chart.body else { panic!("a ranking") };
    let mut rows: Vec<(&str, &str)> =
        ranking.bars.iter().map(|bar| (bar.id.as_str(), bar.label.vi.as_str())).collect();
    rows.sort_unstable();
    assert_eq!(
        rows,
        [
            ("G06.D01", "Phòng Một cửa (G06.D01)"),
            ("G06.D02", "Phòng Một cửa (G06.D02)"),
            ("G06.D03", "Vụ A")
        ]
    );
}

#[test]
fn a_funnel_is_drawn_for_shares_of_cases_of_enough_units_only() {
    let names = ["A", "B", "C", "D", "E"];
    let uneven = |unit, _, _| known(if unit == 3 { 300 } else { 450 }, 500);
    let has = |names: &[&str], indicator: &str| {
        let world = World::new(names, uneven, always);
        let place = world.indicator(indicator);
        world.see(|figures| {
            figures.charts_of(Scope::Indicator(place)).iter().any(|chart| chart.id == "funnel")
        })
    };
    assert!(has(&names, "handled_on_time"));
    assert!(!has(&names[..4], "handled_on_time"), "four units are too few");
    assert!(!has(&names, "procedures_offered_online"), "a procedure is no trial");
    let world = World::new(&names, uneven, always);
    let chart = indicator_chart(&world, "handled_on_time", "funnel");
    // All together 84 %: 60 % of 500 lies 14 standard errors below. 90 % lies 3.7 above, and so do all others:
    // as far as that units differ here.
    assert_eq!(chart.headline.vi, "1 đơn vị thấp hơn hẳn mức chung");
}

#[test]
fn units_that_show_the_authoritys_figure_are_not_ranked_and_one_without_a_ratio_has_no_chart() {
    let world = World::new(&["A", "B"], rising, always);
    let ids = |indicator: &str| -> Vec<String> {
        let place = world.indicator(indicator);
        let charts = world.see(|figures| figures.charts_of(Scope::Indicator(place)));
        charts.into_iter().map(|chart| chart.id).collect()
    };
    assert_eq!(ids("announced_on_time"), ["trend"]);
    assert!(ids("mean_handling_time").is_empty());
}

#[test]
fn a_long_name_is_cut_in_a_headline_between_words() {
    let name = crate::domain::text::Text::name("Vụ Kế hoạch và Tài chính ".repeat(8));
    let short = words::short(&name);
    assert!(short.vi.ends_with('…') && short.vi.chars().count() <= 73, "{}", short.vi);
    assert!(name.get(Lang::Vi).starts_with(short.vi.trim_end_matches('…')));
}
