//! Charts of ministries as they may come: of one unit and of three hundred, with hostile names, with
//! nothing counted, with a gap. Each letter can be read.

use super::world::{Rule, World};
use crate::{
    charts::{Chart, Width, description, render_svg, table, tests::boxes::faults},
    domain::{cell::Count, text::Lang},
    figures::{Figures, Scope, catalogue::CATALOGUE},
};

const NAMES: [&str; 9] = [
    "Văn phòng Bộ",
    "Vụ Khoa học và công nghệ các ngành kinh tế – kỹ thuật",
    "<script>alert(1)</script> \"&'",
    "../../=cmd",
    "\u{202e}ABC\u{200f} שלום",
    "👩‍👩‍👧‍👦 🇻🇳",
    "Cu\u{323}c So\u{302}\u{301} ho\u{301}a",
    "Phòng Một cửa",
    "Phòng Một cửa",
];
const LONG: &str = "Cục Phát triển thị trường và doanh nghiệp khoa học và công nghệ, trực thuộc cơ \
                    quan có tên rất dài nhằm kiểm tra việc ngắt dòng và dấu ba chấm khi tên đơn vị \
                    dài tới hai trăm ký tự trong một biểu đồ thật";

fn ordinary(unit: u32, place: usize, month: usize) -> Count {
    let denominator = 20 + u64::from(unit) * 37 % 900;
    let numerator =
        denominator * (60 + (unit as u64 * 7 + place as u64 * 5 + month as u64) % 41) / 100;
    match (unit + place as u32) % 11 {
        7 => Count::Suppressed,
        8 => Count::MissingSource,
        9 => Count::Known { numerator: 0, denominator: 0 },
        _ => Count::Known { numerator, denominator },
    }
}

fn empty(_: u32, _: usize, _: usize) -> Count {
    Count::Known { numerator: 0, denominator: 0 }
}

fn withheld(_: u32, _: usize, _: usize) -> Count {
    Count::Suppressed
}

/// What it is called, what is counted, and in which months.
type Case = (&'static str, Rule, fn(usize) -> bool);

fn always(_: usize) -> bool {
    true
}

/// All charts, with what they are about; of the indicators every `step`th.
fn charts(figures: &Figures<'_>, indicators: usize, step: usize) -> Vec<Chart> {
    let mut charts = figures.charts();
    charts.extend(figures.charts_of(Scope::Unit(1)));
    for place in (0..indicators).step_by(step) {
        charts.extend(figures.charts_of(Scope::Indicator(place)));
    }
    charts
}

fn look_at(what: &str, world: &World, step: usize) {
    let charts = world.see(|figures| charts(figures, world.indicators(), step));
    for chart in &charts {
        for width in [Width::Desk, Width::Phone] {
            for lang in Lang::ALL {
                let svg = render_svg(chart, lang, width);
                let found = faults(&svg);
                assert!(
                    found.is_empty(),
                    "{what}, {} {width:?} {lang:?}: {:?}",
                    chart.id,
                    &found[..found.len().min(5)]
                );
                assert!(!svg.contains("<script") && !svg.contains("NaN"), "{what} {}", chart.id);
            }
        }
        assert!(table(chart).lines().count() > 1, "{what} {}", chart.id);
        assert!(!description(chart, Lang::Vi).is_empty());
    }
}

#[test]
fn a_ministry_of_one_unit_is_legible() {
    look_at("one unit", &World::new(&[LONG], ordinary, always), 1);
}

#[test]
fn hostile_names_are_legible() {
    let names: Vec<&str> = NAMES.iter().copied().chain([LONG]).collect();
    look_at("hostile names", &World::new(&names, ordinary, always), 1);
}

#[test]
fn three_hundred_units_are_legible() {
    let names: Vec<&str> = NAMES.iter().copied().cycle().take(300).collect();
    look_at("300 units", &World::new(&names, ordinary, always), 7);
}

#[test]
fn months_with_nothing_to_show_are_legible() {
    let only_last: fn(usize) -> bool = |month| month == 11;
    let but_three: fn(usize) -> bool = |month| !(4..7).contains(&month);
    let cases: [Case; 4] = [
        ("no cases at all", empty, always),
        ("everything withheld", withheld, always),
        ("a first month", ordinary, only_last),
        ("a gap of three months", ordinary, but_three),
    ];
    for (what, rule, counted) in cases {
        look_at(what, &World::new(&NAMES[..4], rule, counted), 3);
    }
}

#[test]
fn every_entry_of_the_catalogue_draws_a_chart_of_its_name() {
    let world = World::new(&NAMES, ordinary, always);
    let place = world.indicator("handled_on_time");
    world.see(|figures| {
        for entry in CATALOGUE {
            let scope = match entry.scope {
                Scope::Authority => Scope::Authority,
                Scope::Unit(_) => Scope::Unit(1),
                Scope::Indicator(_) => Scope::Indicator(place),
            };
            let charts = figures.charts_of(scope).into_iter();
            let charts: Vec<Chart> = charts.filter(|c| c.id.starts_with(entry.id)).collect();
            assert!(!charts.is_empty(), "{}", entry.id);
            for chart in charts {
                assert!(!chart.subtitle.vi.contains('{') && !chart.subtitle.en.contains('{'));
            }
        }
    });
}
