//! The CSV that a spreadsheet set to Vietnamese opens by a double click.

use super::samples::{row, see};
use crate::{
    domain::{number::Decimal, period::Period},
    render::workbook::people_csv,
    schema::{Column, Table, Value, published},
};

fn csv(table: &Table) -> String {
    see("Cục Hai", |book, _| String::from_utf8(people_csv(table, &book.titles())).unwrap())
}

fn one(name: &'static str, columns: &'static [Column], named: &[(&str, Value)]) -> Table {
    Table { name, columns, rows: vec![row(columns, named)] }
}

#[test]
fn numbers_dates_and_codes_are_written_as_vietnamese_readers_expect() {
    let named: [(&str, Value); 14] = [
        ("period", "2026-08".into()),
        ("period_kind", "month".into()),
        ("period_start", Value::Date("2026-08".parse::<Period>().unwrap().first_day())),
        ("unit_id", "G99".into()),
        ("unit_name", "Cục; Hai".into()),
        ("target_id", "satisfaction".into()),
        ("goal", Decimal::new(900_000, 6).into()),
        ("met", Value::Bool(true)),
        ("status", "value".into()),
        ("comparison", "at_least".into()),
        ("target_set", "plan-2024".into()),
        ("coverage", "complete".into()),
        ("edition", "2026-08.r1".into()),
        ("revision", 1_u64.into()),
    ];
    let text = csv(&one("targets", published::TARGETS, &named));
    let mut lines = text.split("\r\n");
    assert_eq!(
        lines.next().unwrap(),
        "\u{feff}Kỳ báo cáo;Loại kỳ báo cáo;Ngày đầu kỳ;Mã đơn vị;Tên đơn vị;Mã chỉ tiêu;Tử số;Mẫu \
         số;Tỷ lệ;Mức phải đạt;Đạt chỉ tiêu;Trạng thái của số liệu;Cách so sánh với mức phải \
         đạt;Kế hoạch đặt ra chỉ tiêu;Độ đầy đủ của dữ liệu trong kỳ;Lần công bố: kỳ và số lần;Lần công bố thứ \
         mấy của kỳ;Thời điểm chốt số liệu"
    );
    let title = see("", |book, _| book.view().source.targets.targets[0].title.vi.clone());
    assert_eq!(
        lines.next().unwrap(),
        format!(
            "Tháng 8/2026;tháng;01/08/2026;G99;\"Cục; Hai\";{title};[z];[z];[z];0,900000;đạt;chính \
             thức;tối thiểu bằng mức phải đạt (≥);plan-2024;đầy đủ;2026-08.r1;1;[z]"
        )
    );
    let missing = [("status", "missing_source".into()), ("goal", Decimal::new(900_000, 6).into())];
    let text = csv(&one("targets", published::TARGETS, &missing));
    assert!(text.contains(";[x];0,900000;[x];chưa có dữ liệu nguồn;"), "{text}");
}

#[test]
fn text_that_a_spreadsheet_would_take_for_something_else_is_guarded() {
    let guarded = [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-5", "'-5"),
        ("＋1", "'＋1"),
        ("\t=1", "'=1"),
        ("1.000123", "'1.000123"),
        ("2026-08-01", "'2026-08-01"),
        ("12/2026", "'12/2026"),
        ("1E5", "'1E5"),
        ("G06.D01", "G06.D01"),
        ("9h30", "9h30"),
        ("Vụ 1", "Vụ 1"),
    ];
    for (name, expected) in guarded {
        let named = [("unit_name", name.into()), ("period", "2026-08".into())];
        let text = csv(&one("databases", published::DATABASES, &named));
        let line = text.split("\r\n").nth(1).unwrap();
        assert_eq!(line.split(';').nth(4).unwrap(), expected, "{name:?}");
    }
}

#[test]
fn a_missing_number_is_a_mark_and_never_zero_or_empty() {
    let of = |name, columns| csv(&one(name, columns, &[("period", "2026-08".into())]));
    assert!(of("groups", published::GROUPS).ends_with(";[x];[x];[x]\r\n"));
    // A flow is only absent where disclosure control kept it back.
    assert!(of("flow", published::FLOW).ends_with(";[c];[c]\r\n"));
}
