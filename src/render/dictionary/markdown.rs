//! The dictionary as Markdown, both languages side by side: the file `data/dictionary.md`, compared
//! with the program by `chiso dictionary --check`.

use std::fmt::Write as _;

use super::model::{ColumnPart, Dictionary, GroupPart, IndicatorPart, Meaning, TablePart};
use crate::domain::text::Text;

/// The whole dictionary; ends with a newline.
pub fn markdown(dictionary: &Dictionary) -> String {
    let mut out = String::new();
    heading(&mut out, 1, &dictionary.title);
    paragraphs(&mut out, &dictionary.about);
    out.push_str(
        "Tệp này do `chiso dictionary --output FILE` tạo ra; không sửa bằng tay.\n\n\
         This file is written by `chiso dictionary --output FILE`; do not edit it.\n\n",
    );
    for room in &dictionary.rooms {
        heading(&mut out, 2, &room.title);
        paragraphs(&mut out, &room.about);
        for one in &room.tables {
            table(&mut out, one);
        }
    }
    codes(&mut out, dictionary);
    rules(&mut out, dictionary);
    for group in &dictionary.groups {
        indicators(&mut out, group);
    }
    targets(&mut out, dictionary);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn table(out: &mut String, table: &TablePart) {
    line(out, format!("### `{}`: {} · {}\n", table.name, table.title.vi, table.title.en));
    paragraphs(out, &table.about);
    if !table.key.is_empty() {
        line(out, format!("Khóa · Key: {}\n", names(&table.key)));
    }
    if table.public {
        line(out, "Có trong bản công khai · Also in the public edition.\n");
    }
    row(out, &["Cột · Column", "Kiểu · Type", "Đơn vị · Unit", "Ý nghĩa", "Meaning"]);
    row(out, &["---"; 5]);
    for column in &table.columns {
        let name = format!("`{}`{}", column.name, mark(column));
        let unit = pair(&column.unit_words);
        row(out, &[&name, &kind(column), &unit, &column.meaning.vi, &column.meaning.en]);
    }
    out.push('\n');
    if table.columns.iter().any(|column| column.required) {
        line(out, "`*` bắt buộc có giá trị · a value is required.\n");
    }
    for column in table.columns.iter().filter(|column| column.empty_is_a_value) {
        line(
            out,
            format!(
                "`{}`: chuỗi rỗng là một giá trị · an empty text is a value here.\n",
                column.name
            ),
        );
    }
}

fn mark(column: &ColumnPart) -> String {
    if column.required {
        "\\*".to_owned()
    } else if column.or.is_empty() {
        String::new()
    } else {
        format!(" (hoặc · or {})\\*", names(&column.or))
    }
}

fn kind(column: &ColumnPart) -> String {
    let lists: Vec<String> =
        column.codes.iter().map(|id| format!("[`{id}`](#code-{id})")).collect();
    let words = pair(&column.kind_words);
    if lists.is_empty() { words } else { format!("{words}: {}", lists.join(", ")) }
}

fn codes(out: &mut String, dictionary: &Dictionary) {
    line(out, "## Các mã · Codes\n");
    for list in &dictionary.codes {
        let (id, title) = (list.id, &list.title);
        line(out, format!("### <a id=\"code-{id}\"></a>`{id}`: {} · {}\n", title.vi, title.en));
        meanings(out, ["Mã · Code", "Ý nghĩa", "Meaning"], &list.codes);
    }
}

fn rules(out: &mut String, dictionary: &Dictionary) {
    let set = &dictionary.rule_set;
    line(out, format!("## Bộ quy tắc `{}` · Rule set\n", set.id));
    paragraphs(out, &set.title);
    paragraphs(out, &set.basis);
    line(out, format!("sha256 `{}`\n", set.hash));
    row(out, &["Cách hiểu · Reading", "Giá trị · Value"]);
    row(out, &["---"; 2]);
    for (key, value) in &set.switches {
        row(out, &[&format!("`{key}`"), &format!("`{value}`")]);
    }
    out.push('\n');
    meanings(out, ["Điểm quy đổi · Score", "Xếp loại", "Band"], &set.bands);
}

fn indicators(out: &mut String, group: &GroupPart) {
    let (number, title) = (group.number, &group.title);
    line(
        out,
        format!(
            "## Nhóm {number}: {} · Group {number}: {} (`{}`, {})\n",
            title.vi, title.en, group.id, group.max
        ),
    );
    for block in &group.blocks {
        line(
            out,
            format!("Khối · Block `{}`: {} · {}\n", block.name, block.meaning.vi, block.meaning.en),
        );
    }
    for one in &group.indicators {
        indicator(out, one);
    }
}

fn indicator(out: &mut String, one: &IndicatorPart) {
    line(out, format!("### {} `{}`: {} · {}\n", one.part, one.id, one.title.vi, one.title.en));
    let mut item = |name: &str, value: &str| line(out, format!("* {name}: {value}"));
    item("Mã trên Cổng · Portal code", &code(&one.code));
    if !one.block.is_empty() {
        item("Khối · Block", &code(&one.block));
    }
    item("Đếm · Counts", &code(one.counts));
    item("Mẫu số: điều kiện · Denominator, those where", &code(&one.of));
    item("Tử số: trong đó · Numerator, of these where", &code(&one.those));
    if let Some(having) = &one.having {
        item("Có ít nhất một hồ sơ · With at least one dossier where", &code(having));
    }
    if let Some(requires) = &one.requires {
        item("Mọi dòng của mẫu số phải có · Every row of the denominator needs", &code(requires));
    }
    item("Cách đếm · Measure", &pair(&one.measure));
    item("Điểm tối đa · Maximum points", &one.max);
    item("Công thức · Formula", &pair(&one.formula));
    item("Khi không phát sinh · Without cases", &pair(&one.no_cases));
    item("Áp dụng cho · Applies to", &names(&one.applies_to));
    if one.inherited {
        item(
            "Đơn vị trực thuộc · Units below",
            "lấy số của cơ quan · show the figure of the authority",
        );
    }
    if !one.needs.is_empty() {
        let needs: Vec<String> = one.needs.iter().map(named).collect();
        item("Cần dữ liệu · Needs", &needs.join("; "));
    }
    if !one.uses.is_empty() {
        let uses: Vec<String> = one.uses.iter().map(named).collect();
        item("Các cột dữ kiện · Fact columns", &uses.join("; "));
    }
    item("Cách hiểu", &one.reading.vi);
    item("Reading", &one.reading.en);
    out.push('\n');
    if let Some(sql) = &one.sql {
        line(out, format!("```sql\n{sql}\n```\n"));
    }
}

fn targets(out: &mut String, dictionary: &Dictionary) {
    let set = &dictionary.targets;
    line(out, format!("## {} (`{}`) · {}\n", set.title.vi, set.id, set.title.en));
    paragraphs(out, &set.basis);
    line(out, format!("sha256 `{}`\n", set.hash));
    for target in &set.targets {
        line(out, format!("### `{}`: {} · {}\n", target.id, target.title.vi, target.title.en));
        let mut item = |name: &str, value: &str| line(out, format!("* {name}: {value}"));
        item("Chỉ số · Indicator", &code(&target.indicator));
        if let (Some(of), Some(those)) = (&target.of, &target.those) {
            item("Mẫu số: điều kiện · Denominator, those where", &code(of));
            item("Tử số: trong đó · Numerator, of these where", &code(those));
        }
        item("Mức phải đạt · Goal", &target.goal);
        item("Căn cứ", &target.basis.vi);
        item("Basis", &target.basis.en);
        out.push('\n');
    }
}

fn meanings(out: &mut String, head: [&str; 3], all: &[Meaning]) {
    row(out, &head);
    row(out, &["---"; 3]);
    for one in all {
        row(out, &[&code(&one.name), &one.meaning.vi, &one.meaning.en]);
    }
    out.push('\n');
}

fn heading(out: &mut String, level: usize, title: &Text) {
    line(out, format!("{} {}\n", "#".repeat(level), pair(title)));
}

fn paragraphs(out: &mut String, text: &Text) {
    line(out, format!("{}\n\n{}\n", text.vi, text.en));
}

fn row(out: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    line(out, format!("| {} |", cells.join(" | ")));
}

fn line(out: &mut String, text: impl AsRef<str>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}", text.as_ref());
}

fn pair(text: &Text) -> String {
    if text.vi == text.en { text.vi.clone() } else { format!("{} · {}", text.vi, text.en) }
}

fn named(one: &Meaning) -> String {
    format!("`{}` ({})", one.name, pair(&one.meaning))
}

fn names(all: &[&str]) -> String {
    all.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
