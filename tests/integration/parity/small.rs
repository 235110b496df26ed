//! The small edition: an authority with two units in two months, worked out by hand. 15 of 20 give
//! 4.50 of 6 points, 1 of 3 gives 3.33 of 10; unit A has no case of the second indicator, unit B no
//! source for the third. Units are ranked on the first indicator, which alone both have.

use rust_xlsxwriter::Workbook;

use super::read::Folder;

use chiso::{
    charts::{self, Bar, Body, Chart, Flow, Part, Ranking, Width},
    domain::{
        number::Decimal,
        text::{Lang, Text},
    },
    schema::{Column, Table, Type, Value, encode, published},
};

/// Rows as lines of cells, in the order of the declared columns that are named in the first line;
/// other columns are empty. A hyphen is an empty cell.
fn table(name: &'static str, columns: &'static [Column], text: &str) -> Table {
    let mut lines = text.trim().lines();
    let named: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(cells.len(), named.len(), "{line}");
        let cell = |column: &Column| match named.iter().position(|name| *name == column.name) {
            Some(place) => value(column.kind, cells[place]),
            None => Value::Null,
        };
        columns.iter().map(cell).collect()
    };
    Table { name, columns, rows: lines.map(row).collect() }
}

fn value(kind: Type, text: &str) -> Value {
    match kind {
        _ if text == "-" => Value::Null,
        Type::Int => Value::Int(text.parse().unwrap()),
        Type::Decimal(places) => Value::Decimal(Decimal::parse(text, places).unwrap()),
        Type::Bool => Value::Bool(text == "true"),
        _ => Value::Text(text.to_owned()),
    }
}

pub fn indicators() -> Table {
    table(
        "indicators",
        published::INDICATORS,
        "period  unit_id group_id indicator_id numerator denominator ratio    points max_points status
         2026-07 M       g1       a            1         2           0.500000 3.00   6.00       value
         2026-07 M       g1       b            1         1           1.000000 4.00   4.00       value
         2026-07 M       g2       c            1         4           0.250000 2.50   10.00      value
         2026-08 M       g1       a            15        20          0.750000 4.50   6.00       value
         2026-08 M       g1       b            3         3           1.000000 4.00   4.00       value
         2026-08 M       g2       c            1         3           0.333333 3.33   10.00      value
         2026-08 A       g1       a            10        10          1.000000 6.00   6.00       value
         2026-08 A       g1       b            0         0           -        -      4.00       no_cases
         2026-08 A       g2       c            1         2           0.500000 5.00   10.00      value
         2026-08 B       g1       a            5         10          0.500000 3.00   6.00       value
         2026-08 B       g1       b            3         3           1.000000 4.00   4.00       value
         2026-08 B       g2       c            -         -           -        -      10.00      missing_source",
    )
}

fn groups() -> Table {
    table(
        "groups",
        published::GROUPS,
        "period  unit_id group_id points max_points available_points
         2026-07 M       g1       7.00   10.00      10.00
         2026-07 M       g2       2.50   10.00      10.00
         2026-08 M       g1       8.50   10.00      10.00
         2026-08 M       g2       3.33   10.00      10.00
         2026-08 A       g1       6.00   10.00      6.00
         2026-08 A       g2       5.00   10.00      10.00
         2026-08 B       g1       7.00   10.00      10.00
         2026-08 B       g2       -      10.00      0.00",
    )
}

pub fn scorecard() -> Table {
    table(
        "scorecard",
        published::SCORECARD,
        "period unit_id unit_name points available_points max_points score comparable_points comparable_available comparable_score rank ranked_units cohort status
         2026-07 M Bộ  9.50  20.00 20.00 47.50 - - - - - - value
         2026-08 M Bộ  11.83 20.00 20.00 59.15 - - - - - - value
         2026-08 A Cục 11.00 16.00 20.00 68.75 6.00 6.00 100.00 1 2 all value
         2026-08 B Vụ  7.00  10.00 20.00 70.00 3.00 6.00 50.00 2 2 all value",
    )
}

pub fn flow() -> Table {
    table(
        "flow",
        published::FLOW,
        "period unit_id opening received ended ended_early ended_on_time ended_late ended_undated closing closing_in_time closing_overdue closing_waiting closing_undated
         2026-08 M 1205 20 15 10 3 2 0 1210 1207 2 1 0
         2026-08 A 1000 10 10 8 1 1 0 1000 998 1 1 0
         2026-08 B 205  10 5  2 2 1 0 210 209 1 0 0",
    )
}

fn ranking() -> Chart {
    let bar = |id: &str, name: &str, value: i64, rank: u32| Bar {
        id: id.to_owned(),
        label: Text::name(name),
        value: Some(Decimal::hundredths(value)),
        rank: Some(rank),
        ..Bar::default()
    };
    chart(
        "scorecard",
        Text::new("Cục dẫn đầu với 100,00 điểm", "Cục leads with 100.00 points"),
        Body::Ranking(Ranking {
            unit_of_measure: Text::new("điểm", "points"),
            max: Decimal::ALL,
            target: None,
            bars: vec![bar("A", "Cục", 10_000, 1), bar("B", "Vụ", 5_000, 2)],
        }),
    )
}

fn stages() -> Chart {
    let part = |id: &str, name: &str, count: i64| Part {
        id: id.to_owned(),
        label: Text::name(name),
        count: Some(count),
        emphasised: false,
    };
    chart(
        "flow",
        Text::new("Tồn 1.210 hồ sơ", "1,210 dossiers are open"),
        Body::Flow(Flow {
            unit_of_measure: Text::new("hồ sơ", "dossiers"),
            opening: Some(1205),
            received: Some(20),
            received_parts: vec![],
            ended: Some(15),
            ended_parts: vec![part("ended_early", "Sớm", 10), part("ended_late", "Muộn", 2)],
            closing: Some(1210),
            closing_parts: vec![],
        }),
    )
}

fn chart(id: &str, headline: Text, body: Body) -> Chart {
    Chart {
        id: id.to_owned(),
        headline,
        subtitle: Text::new("Tháng 8/2026", "2026-08"),
        source: Text::new("Số liệu tự đặt", "Invented"),
        note: None,
        body,
    }
}

const PAGE_VI: &str = r#"<!DOCTYPE html>
<html lang="vi"><head><title>Bộ</title></head><body>
<p>Quyết định 766/QĐ-TTg, mục 2.1</p>
<p><b data-table="tables/scorecard" data-key="2026-08|M" data-column="points">11,83</b></p>
<p><b data-table="tables/scorecard" data-key="2026-08|M" data-column="max_points-points">8,17</b></p>
<p><b data-table="tables/scorecard" data-key="2026-08|M" data-less="2026-07|M" data-column="points">+2,33</b></p>
<p><b data-table="tables/indicators" data-key="2026-08|B|a" data-column="ratio" data-scale="100">50,0 %</b></p>
<table data-rows-of="tables/scorecard" data-rows="3" data-period="2026-08"><thead><tr><th>Đơn vị</th></tr></thead><tbody>
<tr><td data-table="tables/flow" data-key="2026-08|M" data-column="closing">1.210</td></tr>
<tr><td data-table="tables/indicators" data-key="2026-08|A|b" data-column="points" data-status="no_cases">–</td></tr>
<tr><td><span data-table="tables/flow" data-key="2026-08|A" data-column="opening">1.000</span></td></tr>
</tbody></table>
<table><thead><tr><th>Chỉ số</th><th data-table="tables/indicators" data-column="ratio" data-scale="100">Tỷ lệ</th><th data-table="tables/indicators" data-column="points">Điểm</th></tr></thead><tbody>
<tr data-key="2026-08|B|a"><th>2.1</th><td>50,0 %</td><td class="num"><span class="f">3,00</span></td></tr>
<tr data-key="2026-08|B|b"><th>2.2</th><td data-column="points">4,00</td><td class="t"></td></tr>
</tbody></table>
<p>Bảng: <b data-rows-of="tables/indicators">12</b> dòng</p>
<figure data-chart="charts/scorecard">SVG</figure>
</body></html>"#;

const PAGE_EN: &str = r#"<!DOCTYPE html>
<html lang="en"><head><title>Ministry</title></head><body>
<p><b data-table="tables/scorecard" data-key="2026-08|M" data-column="score">59.15</b></p>
<p><b data-table="tables/indicators" data-key="2026-08|M|c" data-column="ratio" data-scale="100">33.3%</b></p>
<p><b data-table="tables/flow" data-key="2026-08|M" data-column="opening">1,205</b></p>
</body></html>"#;

const JSON: &str = r#"{"schema_version": 1, "edition": "e", "period": "2026-08", "units": [{"unit_id": "M", "file": "index.json"}],
"scorecard": [
{"period": "2026-08", "unit_id": "M", "points": 11.83, "rank": null, "status": "value"},
{"unit_id": "A", "points": 11.00, "rank": 1, "status": "value"}
]}"#;

/// Tables as Parquet and CSV, charts with their tables, two pages, JSON and a workbook.
pub fn edition() -> Folder {
    let mut files = Folder::default();
    for table in [indicators(), groups(), scorecard(), flow()] {
        add_table(&mut files, &table);
    }
    for chart in [ranking(), stages()] {
        for (lang, suffix) in [(Lang::Vi, ""), (Lang::En, ".en")] {
            let svg = charts::render_svg(&chart, lang, Width::Desk);
            files.add(format!("charts/{}{suffix}.svg", chart.id), svg.into_bytes());
        }
        files.add(format!("charts/{}.csv", chart.id), charts::table(&chart).into_bytes());
    }
    let inline = charts::render_svg(&ranking(), Lang::Vi, Width::Phone);
    files.add("site/vi/index.html", PAGE_VI.replace("SVG", &inline).into_bytes());
    files.add("site/en/index.html", PAGE_EN.as_bytes().to_vec());
    files.add("site/data/index.json", JSON.as_bytes().to_vec());
    files.add("xlsx/book.xlsx", workbook(None));
    files
}

pub fn add_table(files: &mut Folder, table: &Table) {
    let (parquet, _) = encode::parquet(table, &[]).unwrap();
    let path = format!("tables/{}", table.name);
    files.add_table(format!("{path}.parquet"), parquet, table.rows.len());
    files.add_table(format!("{path}.csv"), encode::csv(table), table.rows.len());
}

pub fn bytes(files: &Folder, path: &str) -> Vec<u8> {
    let found = files.iter().find(|(known, _)| *known == path);
    found.unwrap_or_else(|| panic!("no {path}")).1.to_vec()
}

/// A workbook with the scorecard below its machine names and headings; one cell may be another.
pub fn workbook(other: Option<(u32, &str, f64)>) -> Vec<u8> {
    let table = scorecard();
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "Bìa: 123").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("Bảng điểm").unwrap();
    sheet.write_string(0, 0, "Điểm của các đơn vị").unwrap();
    for (column, place) in table.columns.iter().zip(0..) {
        sheet.write_string(2, place, column.name).unwrap();
        sheet.write_string(3, place, column.vi()).unwrap();
        for (row, line) in table.rows.iter().zip(4..) {
            match &row[usize::from(place)] {
                Value::Text(text) => sheet.write_string(line, place, text),
                Value::Int(number) => sheet.write_number(line, place, *number as f64),
                Value::Decimal(number) => sheet.write_number(line, place, number.to_f64()),
                _ => sheet.write_string(line, place, "[z]"),
            }
            .unwrap();
            if let Some((at, name, number)) = other
                && (at, name) == (line, column.name)
            {
                sheet.write_number(line, place, number).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}
