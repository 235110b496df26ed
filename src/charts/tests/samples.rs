//! Invented charts of every kind: the bodies of a ministry, hostile names, many units, one, none.

use super::super::*;
use crate::domain::{number::Decimal, text::Text};

pub(super) const MINISTRY: [&str; 15] = [
    "Văn phòng Bộ",
    "Vụ Đánh giá, thẩm định và giám định công nghệ",
    "Vụ Hợp tác quốc tế",
    "Vụ Kế hoạch – Tài chính",
    "Vụ Khoa học và công nghệ các ngành kinh tế – kỹ thuật",
    "Vụ Thi đua – Khen thưởng",
    "Vụ Tổ chức cán bộ",
    "Cục An toàn bức xạ và hạt nhân",
    "Cục Năng lượng nguyên tử",
    "Cục Phát triển thị trường và doanh nghiệp khoa học và công nghệ",
    "Cục Sở hữu trí tuệ",
    "Cục Thông tin khoa học và công nghệ quốc gia",
    "Quỹ Phát triển khoa học và công nghệ quốc gia",
    "Tổng cục Tiêu chuẩn Đo lường Chất lượng",
    "Văn phòng Đăng ký hoạt động khoa học và công nghệ",
];

pub(super) const HOSTILE: [&str; 8] = [
    "<script>alert(\"x\")</script> & 'quotes'",
    "=cmd|' /C calc'!A0",
    "\u{202e}../../etc/passwd\u{200f} שלום",
    "👩‍👩‍👧‍👦 emoji 🇻🇳 đơn vị",
    "Cu\u{323}c So\u{302}\u{301} ho\u{301}a \u{0}\u{7}NFD",
    "",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "Cục Phát triển thị trường và doanh nghiệp khoa học và công nghệ, trực thuộc cơ quan có tên rất dài nhằm kiểm tra việc ngắt dòng và dấu ba chấm khi tên đơn vị dài tới hai trăm ký tự trong một biểu đồ",
];

pub(super) fn chart(id: &str, body: Body) -> Chart {
    Chart {
        id: id.into(),
        headline: Text::new(
            "Mười đơn vị đạt loại Tốt trở lên; một đơn vị dưới trung bình",
            "Ten units are good or better",
        ),
        subtitle: Text::new(
            "Điểm tổng hợp, Bộ Khoa học và Công nghệ, tháng 8/2026",
            "Score, the ministry, August 2026",
        ),
        source: Text::new("nhật ký giải quyết TTHC", "procedure-processing logs"),
        note: Some(Text::new("Số liệu minh họa", "Invented figures")),
        body,
    }
}

/// Invented but fixed whole numbers below `below`.
pub(super) fn numbers(seed: i64, below: i64) -> impl Iterator<Item = i64> {
    (0..).map(move |i: i64| ((i + seed) * 7_919 + seed * 104_729).rem_euclid(below))
}

pub(super) fn ranking(names: &[&str]) -> Ranking {
    let bars = names.iter().zip(numbers(1, 3_000)).enumerate().map(|(i, (name, n))| Bar {
        id: format!("u{i}"),
        label: Text::name(*name),
        value: (i % 7 != 6).then_some(Decimal::hundredths(9_990 - n)),
        rank: (i % 7 < 5).then(|| u32::try_from(i).unwrap() + 1),
        band: Some(Text::new("Xuất sắc", "Excellent")),
        annotation: (i % 7 == 6)
            .then(|| Text::new("không có hồ sơ trong kỳ", "no dossiers in the period")),
        target: (i == 1).then_some(Decimal::hundredths(8_500)),
        highlighted: i == 2,
    });
    let target = Target {
        value: Decimal::hundredths(9_000),
        label: Text::new("Mục tiêu của kế hoạch", "Target of the plan"),
    };
    Ranking {
        unit_of_measure: Text::new("điểm", "points"),
        max: Decimal::ALL,
        target: Some(target),
        bars: bars.collect(),
    }
}

pub(super) fn heat(names: &[&str]) -> Heat {
    let groups = [
        ("Nhóm mẫu thứ nhất", 4),
        ("Nhóm mẫu thứ hai, có tên dài hơn", 1),
        ("Nhóm mẫu thứ ba", 7),
        ("Nhóm mẫu thứ tư", 6),
        ("Nhóm mẫu thứ năm", 3),
    ];
    let mut columns = Vec::new();
    for (g, (group, count)) in groups.iter().enumerate() {
        for i in 1..=*count {
            let (code, title) =
                (format!("{}.{i}", g + 1), Text::name("Tỷ lệ mẫu có tên đủ dài để ngắt dòng"));
            columns.push(HeatColumn {
                id: format!("i{code}"),
                code,
                title,
                group: Text::name(*group),
            });
        }
    }
    let row = |(i, name): (usize, &&str)| HeatRow {
        id: format!("u{i}"),
        label: Text::name(*name),
        highlighted: i == 0,
        cells: numbers(i64::try_from(i).unwrap(), 9)
            .take(21)
            .map(|n| match n {
                0 => Cell::MissingSource,
                1 => Cell::NotApplicable,
                2 => Cell::NoCases,
                3 => Cell::Suppressed,
                4 => Cell::Ratio { numerator: 9_999, denominator: 10_000 },
                n => Cell::Ratio { numerator: n * 100, denominator: 813 },
            })
            .collect(),
    };
    Heat { columns, rows: names.iter().enumerate().map(row).collect() }
}

pub(super) fn series(names: &[&str], periods: usize) -> Vec<Series> {
    let one = |(i, name): (usize, &&str)| Series {
        id: format!("s{i}"),
        name: Text::name(*name),
        values: numbers(i64::try_from(i).unwrap(), 900)
            .take(periods)
            .enumerate()
            .map(|(p, n)| (i != 3 && (p + i) % 6 != 5).then_some(Decimal::hundredths(8_000 + n)))
            .collect(),
        breaks: Vec::new(),
    };
    names.iter().enumerate().map(one).collect()
}

pub(super) fn months(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{}-{:02}", 2025 + i / 12, i % 12 + 1)).collect()
}

pub(super) fn trend(names: &[&str], periods: usize) -> Trend {
    Trend {
        unit_of_measure: Text::name("%"),
        ceiling: Some(Decimal::ALL),
        periods: months(periods),
        series: series(names, periods),
        target: Some(Target {
            value: Decimal::hundredths(8_600),
            label: Text::new("Mục tiêu", "Target"),
        }),
        reference: None,
        process: None,
    }
}

pub(super) fn small_multiples(names: &[&str]) -> SmallMultiples {
    let reference = series(&["Toàn Bộ"], 18).pop();
    SmallMultiples(Trend { target: None, reference, ..trend(names, 18) })
}

pub(super) fn flow() -> Flow {
    let part = |id: &str, count, emphasised| Part {
        id: id.into(),
        label: Text::name(HOSTILE[7]),
        count,
        emphasised,
    };
    Flow {
        unit_of_measure: Text::new("hồ sơ", "dossiers"),
        opening: Some(1_204),
        received: Some(5_321),
        received_parts: vec![
            part("received_online", Some(5_320), false),
            part("received_post", Some(1), false),
        ],
        ended: Some(5_010),
        ended_parts: vec![
            part("ended_on_time", Some(4_730), false),
            part("ended_late", Some(280), true),
        ],
        closing: Some(1_515),
        closing_parts: vec![
            part("closing_overdue", Some(1_515), true),
            part("closing_waiting", None, false),
        ],
    }
}

pub(super) fn points_lost(names: &[&str]) -> PointsLost {
    let item = |(i, (name, n)): (usize, (&&str, i64))| PointsLostItem {
        id: format!("i{i}"),
        label: Text::name(*name),
        max: Decimal::hundredths(200 * (1 + i as i64 % 10)),
        gained: (i % 4 != 3).then_some(Decimal::hundredths(n.min(200))),
        remark: (i == 3 || i == 5)
            .then(|| Text::new("không áp dụng đối với Bộ", "not applicable to a ministry")),
    };
    PointsLost { items: names.iter().zip(numbers(2, 400)).enumerate().map(item).collect() }
}

pub(super) fn funnel(names: &[&str]) -> Funnel {
    let point = |(i, (name, n)): (usize, (&&str, i64))| FunnelPoint {
        id: format!("u{i}"),
        label: Text::name(*name),
        numerator: (i != 4)
            .then_some((20 + n) * (86 + n % 14 - if i % 5 == 1 { 20 } else { 0 }) / 100),
        denominator: (i != 4).then_some(20 + n),
    };
    Funnel {
        size: Text::new("hồ sơ phải giải quyết", "dossiers in hand"),
        rate: Text::new("hồ sơ xử lý đúng hạn", "dossiers on time"),
        points: names.iter().zip(numbers(3, 900)).enumerate().map(point).collect(),
    }
}

/// Every kind of figure over these names.
pub(super) fn every_kind(names: &[&str]) -> Vec<Chart> {
    vec![
        chart("ranking", Body::Ranking(ranking(names))),
        chart("heat", Body::Heat(heat(names))),
        chart("trend", Body::Trend(trend(&names[..names.len().min(5)], 18))),
        chart("small_multiples", Body::SmallMultiples(small_multiples(names))),
        chart("flow", Body::Flow(flow())),
        chart("points_lost", Body::PointsLost(points_lost(names))),
        chart("funnel", Body::Funnel(funnel(names))),
    ]
}

/// Every kind of figure over ordinary, hostile, many, one and no name, and figures of other lengths.
pub(super) fn every_sample() -> Vec<Chart> {
    let forty: Vec<&str> = MINISTRY.iter().cycle().take(40).copied().collect();
    let mut samples: Vec<Chart> = [&MINISTRY[..], &HOSTILE[..], &forty[..], &MINISTRY[..1], &[]]
        .iter()
        .flat_map(|names| every_kind(names))
        .collect();
    for (series, periods) in [(8, 1), (8, 60), (15, 24)] {
        samples.push(chart("trend", Body::Trend(trend(&MINISTRY[..series], periods))));
    }
    let mut few = heat(&MINISTRY);
    few.columns.truncate(5);
    samples.push(chart("heat", Body::Heat(few)));
    // A long headline, and figures as a unit of few cases has them.
    let long = Text::name(HOSTILE[7]);
    for body in [Body::Flow(flow()), Body::Trend(trend(&HOSTILE[5..8], 12))] {
        let (headline, subtitle) = (long.clone(), long.clone());
        samples.push(Chart { headline, subtitle, ..chart("long", body) });
    }
    let hundreds: Vec<&str> = MINISTRY.iter().chain(&HOSTILE).cycle().take(300).copied().collect();
    samples.push(chart("ranking", Body::Ranking(ranking(&hundreds))));
    samples.push(chart("small_multiples", Body::SmallMultiples(small_multiples(&hundreds))));
    samples.push(chart("funnel", Body::Funnel(funnel(&hundreds))));
    for figure in [nothing(Cell::NoCases), nothing(Cell::Suppressed)] {
        samples.push(chart("heat", Body::Heat(figure)));
    }
    samples.push(chart("trend", Body::Trend(without_history())));
    samples.push(chart("trend", Body::Trend(after_a_gap())));
    samples.push(chart("ranking", Body::Ranking(equal())));
    let large = Flow { opening: Some(1_204_000_000), ..flow() };
    samples.push(chart("flow", Body::Flow(large)));
    samples
}

/// Units of which nothing is known.
fn nothing(cell: Cell) -> Heat {
    let mut heat = heat(&MINISTRY[..4]);
    heat.rows.iter_mut().for_each(|row| row.cells.fill(cell));
    heat
}

/// A first month: twelve months of which eleven are not there.
fn without_history() -> Trend {
    let mut trend = trend(&MINISTRY[..5], 12);
    for series in &mut trend.series {
        series.values = vec![None; 11];
        series.values.push(Some(Decimal::hundredths(9_000)));
    }
    trend
}

/// Three months without figures in the middle of twelve.
fn after_a_gap() -> Trend {
    let mut trend = trend(&MINISTRY[..5], 12);
    trend.series.iter_mut().for_each(|series| series.values[5..8].fill(None));
    trend
}

/// All units at the full value, which is the target too.
fn equal() -> Ranking {
    let mut ranking = ranking(&MINISTRY);
    ranking.unit_of_measure = Text::name("%");
    ranking.bars.iter_mut().for_each(|bar| bar.value = Some(Decimal::ALL));
    ranking.target =
        Some(Target { value: Decimal::ALL, label: Text::new("Mục tiêu", "Target") });
    ranking
}
