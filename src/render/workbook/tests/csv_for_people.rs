//! The CSV that a spreadsheet set to Vietnamese opens by a double click.

use super::samples::{Sample, row};
use crate::{
    render::workbook::{Titles, people_csv},
    schema::{Table, published},
};

fn csv(table: &Table) -> String {
    let sample = Sample::with_unit("Cục Hai");
    let titles = Titles { rules: &sample.rules, targets: &sample.targets };
    String::from_utf8(people_csv(table, &titles)).unwrap()
}

#[test]
fn numbers_dates_and_codes_are_written_as_vietnamese_readers_expect() {
    let table = &Sample::with_unit("Cục; Hai").tables[4];
    let text = csv(table);
    let mut lines = text.split("\r\n");
    assert_eq!(
        lines.next().unwrap(),
        "\u{feff}Kỳ báo cáo;Loại kỳ báo cáo;Ngày đầu kỳ;Mã đơn vị;Tên đơn vị;Mã chỉ tiêu;Tử số;Mẫu \
         số;Tỷ lệ;Mức phải đạt;Đạt chỉ tiêu;Trạng thái của số liệu;Cách so sánh với mức phải \
         đạt;Kế hoạch đặt ra chỉ tiêu;Độ đầy đủ của dữ liệu trong kỳ"
    );
    let title = &Sample::with_unit("").targets.targets[0].title.vi;
    let cells = |line: &str| line.to_owned();
    assert_eq!(
        cells(lines.next().unwrap()),
        format!(
            "Tháng 8/2026;tháng;01/08/2026;G99;Bộ Thử nghiệm;{title};[z];[z];[z];0,900000;đạt;chính \
             thức;tối thiểu bằng mức phải đạt (≥);plan-2024;đầy đủ"
        )
    );
    let last = lines.nth(1).unwrap();
    assert!(last.contains(";\"Cục; Hai\";"), "{last}");
    assert!(last.contains(";[x];0,900000;[x];thiếu nguồn;"), "{last}");
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
        let rows = vec![row(published::DATABASES, &named)];
        let table = Table { name: "databases", columns: published::DATABASES, rows };
        let text = csv(&table);
        let line = text.split("\r\n").nth(1).unwrap();
        assert_eq!(line.split(';').nth(4).unwrap(), expected, "{name:?}");
    }
}

#[test]
fn a_missing_number_is_a_mark_and_never_zero_or_empty() {
    let of = |name, columns| {
        let rows = vec![row(columns, &[("period", "2026-08".into())])];
        csv(&Table { name, columns, rows })
    };
    assert!(of("groups", published::GROUPS).ends_with(";[x];[x];[x]\r\n"));
    // A flow is only absent where disclosure control kept it back.
    assert!(of("flow", published::FLOW).ends_with(";[c];[c]\r\n"));
}
