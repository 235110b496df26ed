//! What a reader sees in every kind of figure, on ordinary, hostile and empty data. Boxes of texts
//! are measured twice: from the metrics of the font (`boxes`), and by the SVG library that draws the
//! PNG, widened as another font would widen them.

use resvg::usvg::{Group, Node, TextAnchor, roxmltree};

use super::{palette::ORANGE, *};
use crate::domain::{number::Decimal, text::Lang};

pub(crate) mod boxes;
mod contrast;
mod samples;

use samples::*;

/// A look of an element: its own, or that of a group it stands in.
fn look<'a>(node: roxmltree::Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.ancestors().find_map(|node| node.attribute(name))
}

/// What is printed for a row and column of the table.
fn printed(svg: &str, row: &str, column: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("a figure is well-formed");
    let named = |node: &roxmltree::Node| {
        node.attribute("data-column") == Some(column) && look(*node, "data-row") == Some(row)
    };
    let node = document.descendants().find(named).expect("a text of this row and column");
    node.text().unwrap_or_default().to_owned()
}

/// The texts of a figure with their boxes: left, top, right, bottom.
fn texts(svg: &str) -> Vec<(String, [f32; 4])> {
    fn walk(group: &Group, found: &mut Vec<(String, [f32; 4])>) {
        for node in group.children() {
            match node {
                Node::Group(group) => walk(group, found),
                Node::Text(text) => {
                    let place = text.abs_bounding_box();
                    // Another font may be wider by its room, away from the anchor.
                    let more = place.width() * 0.08;
                    let (left, right) = match text.chunks()[0].anchor() {
                        TextAnchor::Start => (0.0, more),
                        TextAnchor::Middle => (more / 2.0, more / 2.0),
                        TextAnchor::End => (more, 0.0),
                    };
                    let said: String = text.chunks().iter().map(|c| c.text()).collect();
                    found.push((
                        said,
                        [place.left() - left, place.top(), place.right() + right, place.bottom()],
                    ));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(png::tree(svg).root(), &mut found);
    found
}

#[test]
fn no_text_overlaps_another_or_leaves_the_frame() {
    let mut faults = Vec::new();
    // Every sample is measured in `boxes`; here another library confirms it on the common ones.
    for chart in [&MINISTRY[..], &HOSTILE].iter().flat_map(|names| every_kind(names)) {
        for (lang, width) in
            [(Lang::Vi, Width::Desk), (Lang::Vi, Width::Phone), (Lang::En, Width::Phone)]
        {
            let svg = render_svg(&chart, lang, width);
            let size = png::tree(&svg).size();
            let texts = texts(&svg);
            for (i, (a, [left, top, right, bottom])) in texts.iter().enumerate() {
                if *left < 0.0 || *top < 0.0 || *right > size.width() || *bottom > size.height() {
                    faults.push(format!("{} {width:?}: “{a}” leaves the frame", chart.id));
                }
                for (b, [l, t, r, bt]) in &texts[..i] {
                    let apart = *left >= r - 0.2
                        || *l >= right - 0.2
                        || *top >= bt - 0.2
                        || *t >= bottom - 0.2;
                    if !apart {
                        faults.push(format!("{} {width:?}: “{a}” overlaps “{b}”", chart.id));
                    }
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults, the first:\n{}",
        faults.len(),
        faults[..faults.len().min(40)].join("\n")
    );
}

#[test]
fn a_figure_has_a_role_a_title_a_description_and_a_language() {
    for chart in every_sample() {
        for (lang, tag) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
            let svg = render_svg(&chart, lang, Width::Desk);
            assert!(svg.contains("role=\"img\"") && svg.contains(&format!("xml:lang=\"{tag}\"")));
            assert!(svg.contains("<title id=") && svg.contains("<desc id="));
            assert!(!description(&chart, lang).contains("  "), "{}", description(&chart, lang));
        }
    }
}

#[test]
fn within_a_drawing_every_id_is_used_once_and_is_its_own() {
    let chart = chart("points", Body::PointsLost(points_lost(&MINISTRY)));
    let desk = render_svg(&chart, Lang::Vi, Width::Desk);
    let phone = render_svg(&chart, Lang::Vi, Width::Phone);
    let values = |svg: &str, name: &str| -> Vec<String> {
        let mark = format!(" {name}=\"");
        let parts = svg.split(&mark).skip(1);
        parts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
    };
    let (one, other) = ("c-points-vi-960", "c-points-vi-360");
    let orange = |id: &str| format!("{id}-{}", &ORANGE[1..]);
    for (svg, id) in [(&desk, one), (&phone, other)] {
        let ids = [id.to_owned(), format!("{id}-title"), format!("{id}-desc"), orange(id)];
        assert_eq!(values(svg, "id"), ids);
        assert_eq!(values(svg, "aria-describedby"), [format!("{id}-desc")]);
        assert!(svg.starts_with("<svg "));
    }
    assert!(phone.contains(&format!("url(#{})", orange(other))) && !phone.contains(&orange(one)));
}

#[test]
fn nothing_in_a_figure_can_run_or_load() {
    for chart in every_kind(&HOSTILE) {
        let svg = render_svg(&chart, Lang::Vi, Width::Desk);
        assert!(!svg.contains("<script"));
        assert_eq!(svg.matches("href").count(), svg.matches("href=\"#c-").count(), "only its own");
        assert_eq!(svg.matches("url(").count(), svg.matches("url(#c-").count(), "only its own");
        assert_eq!(svg.matches("http").count(), 1, "only the namespace");
        assert!(!svg.contains('\u{202e}') && !svg.contains('\u{7}'));
    }
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    for chart in every_kind(&MINISTRY) {
        let drawn = |c: &Chart| (render_svg(c, Lang::Vi, Width::Desk), table(c));
        assert_eq!(drawn(&chart), drawn(&chart.clone()));
    }
    let flow = chart("flow", Body::Flow(flow()));
    let drawn = || render_svg(&flow, Lang::Vi, Width::Desk);
    assert_eq!(drawn(), drawn());
    assert_eq!(picture(&drawn()), picture(&drawn()));
}

#[test]
fn the_picture_is_a_png_of_one_and_a_half_times_the_width() {
    let png = picture(&render_svg(&chart("flow", Body::Flow(flow())), Lang::Vi, Width::Desk));
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(png[16..20], 1_440_u32.to_be_bytes());
}

#[test]
fn every_printed_figure_is_in_the_table() {
    // A funnel plot has points and sentences, but no numbers of its own.
    for chart in every_kind(&MINISTRY).into_iter().filter(|c| c.id != "funnel") {
        let svg = render_svg(&chart, Lang::En, Width::Desk);
        let table = table(&chart);
        let printed: Vec<&str> = svg
            .split("data-column=\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('>')?.1.split_once('<').map(|(text, _)| text))
            .filter(|text| text.chars().any(|c| c.is_ascii_digit()))
            .collect();
        assert!(!printed.is_empty(), "{}", chart.id);
        for text in printed {
            let number: String =
                text.chars().take_while(|c| !"% ".contains(*c)).filter(|c| *c != ',').collect();
            assert!(table.split([',', '\r']).any(|f| f == number), "{}: {text}", chart.id);
        }
    }
}

#[test]
fn four_colours_are_enough_for_five_groups() {
    let svg =
        render_svg(&chart("trend", Body::Trend(trend(&MINISTRY[..5], 12))), Lang::Vi, Width::Desk);
    let mut strokes: Vec<&str> =
        svg.split("stroke=\"").skip(1).filter_map(|s| s.split('"').next()).collect();
    strokes.retain(|s| [palette::NAVY, palette::TEAL, palette::WINE, palette::ORANGE].contains(s));
    strokes.sort_unstable();
    strokes.dedup();
    assert!(strokes.len() <= 4 && !strokes.is_empty());
}

#[test]
fn a_gap_is_a_gap() {
    let mut trend = trend(&["A"], 3);
    trend.target = None;
    trend.series[0].values =
        [Some(8_000), None, Some(8_100)].map(|value| value.map(Decimal::hundredths)).into();
    let svg = render_svg(&chart("trend", Body::Trend(trend)), Lang::Vi, Width::Desk);
    assert!(!svg.contains("stroke-width=\"2.2\""), "no line bridges the missing period");
    assert!(svg.contains("kỳ không có số liệu"));
}

#[test]
fn a_unit_without_a_rank_stands_below_with_a_dash() {
    let mut ranking = ranking(&MINISTRY[..3]);
    ranking.bars[0].rank = None;
    ranking.bars[0].value = None;
    let chart = chart("ranking", Body::Ranking(ranking));
    let svg = render_svg(&chart, Lang::Vi, Width::Desk);
    assert_eq!([printed(&svg, "u0", "rank"), printed(&svg, "u0", "value")], ["–", "–"]);
    assert!(svg.find("Không xếp hạng</text>") < svg.find(">Văn phòng Bộ<"));
    assert!(
        table(&chart)
            .lines()
            .last()
            .is_some_and(|l| l.starts_with("u0,Văn phòng Bộ,Văn phòng Bộ,,,"))
    );
}

#[test]
fn each_status_has_its_sign_and_its_legend() {
    let svg = render_svg(&chart("heat", Body::Heat(heat(&MINISTRY))), Lang::Vi, Width::Desk);
    for (sign, legend) in [
        ("–", "không phát sinh"),
        ("…", "chưa có nguồn"),
        ("×", "không áp dụng"),
        ("*", "không công bố"),
    ] {
        assert!(svg.contains(&format!(">{sign}</text>")) && svg.contains(legend), "{sign}");
    }
}

#[test]
fn a_flow_that_does_not_add_up_does_not_say_it_does() {
    let balanced = chart("flow", Body::Flow(flow()));
    assert!(description(&balanced, Lang::Vi).contains(
        "Kỳ trước chuyển sang 1.204 + tiếp nhận 5.321 = đã giải quyết 5.010 + chuyển kỳ sau 1.515"
    ));
    let rounded = chart("flow", Body::Flow(Flow { opening: Some(1_205), ..flow() }));
    assert!(!render_svg(&rounded, Lang::Vi, Width::Desk).contains(" = "));
}

#[test]
fn a_name_with_nothing_to_show_is_shown_as_its_id() {
    let svg =
        render_svg(&chart("ranking", Body::Ranking(ranking(&["\u{200f}"]))), Lang::Vi, Width::Desk);
    assert!(svg.contains(">u0</text>"));
}

#[test]
fn what_is_missing_is_never_drawn_as_zero() {
    let mut ranking = ranking(&MINISTRY[..4]);
    for bar in &mut ranking.bars {
        (bar.value, bar.rank) = (None, None);
    }
    let svg = render_svg(&chart("ranking", Body::Ranking(ranking)), Lang::Vi, Width::Desk);
    assert!(!svg.contains("0,00"));
    let empty = Flow {
        opening: None,
        received: None,
        ended: None,
        closing: None,
        received_parts: vec![],
        ended_parts: vec![],
        closing_parts: vec![],
        ..flow()
    };
    assert_eq!(
        table(&chart("flow", Body::Flow(empty))).lines().nth(1),
        Some("opening,opening,Kỳ trước chuyển sang,Opening stock,")
    );
}

#[test]
fn values_beyond_the_periods_and_periods_beyond_the_values_do_no_harm() {
    let mut trend = trend(&MINISTRY[..3], 4);
    trend.series[0].values = vec![Some(Decimal::hundredths(8_000)); 9];
    trend.series[1].values.clear();
    trend.series[2].values.truncate(2);
    let chart = chart("trend", Body::Trend(trend));
    let svg = render_svg(&chart, Lang::Vi, Width::Desk);
    assert_eq!(printed(&svg, "s0", "2025-04"), "80,00%");
    assert_eq!(table(&chart).lines().count(), 1 + 3 * 4);
}
