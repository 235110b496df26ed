//! Names that look like something else: a figure, a period, a formula, markup, a column, nothing.

use unicode_normalization::UnicodeNormalization;

use crate::recount::invent::Chance;

/// Codes of units that are no plain names of files, or mean something elsewhere.
pub const CODES: [&str; 28] = [
    "value",
    "points",
    "all",
    "percent",
    "unit_id",
    "status",
    "index",
    "public",
    "4",
    "0",
    "2026",
    "2025-08",
    "1.234",
    "75,74",
    "a|b",
    "100%",
    "%7C",
    "..",
    "a/b\\c",
    "Đ",
    "CASE",
    "case",
    "=1+1",
    "<b>",
    "handled_on_time",
    "trend",
    "a%7Cb",
    "'=1+1",
];

const NAMES: [&str; 58] = [
    "75,74 %",
    "75.75%",
    "1.234",
    "1,234.56",
    "4",
    "0",
    "100%",
    "−0,35",
    "1e5",
    "NaN",
    "2026",
    "8/2025",
    "2025-08",
    "31/12/2025",
    "Năm 2019",
    "Tổ 2025-Q3",
    "Khóa XV",
    "Quận IV",
    "Ⅳ",
    "½ ngày",
    "²",
    "٤٢",
    "４２",
    "1st Division",
    "the 22nd",
    "Cục A: 83,53",
    "Vụ 1 (75,74%; 3)",
    "1. Phòng",
    "2.1",
    "Sample unit 03",
    "Phòng \"Một cửa\" & 'Hai cửa'",
    "<script>alert('4')</script>",
    "\"><img src=x onerror=alert(1)>",
    "]]>",
    "<!-- 4 -->",
    "&amp;#52;",
    "{{ 4 }} {% raw %}",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+84",
    "-5",
    "@SUM(A1:A9)",
    "'=1",
    "\u{202e}đảo 4\u{202c} \u{5e9}\u{5dc}\u{5d5}\u{5dd}",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} 12",
    "Sở Du lịch 🏖️👩‍👩‍👧‍👦",
    "value",
    "points",
    "unit_id",
    "unmapped",
    "all",
    "null",
    "–",
    "không áp dụng",
    "Tổng số",
    "a|b;c,d",
    "100 % \\ 4",
    "Sở Nội vụ\u{200b}",
];

const LONG: &str = "Trung tâm Phục vụ hành chính công số 4 và Hỗ trợ 1.234 doanh nghiệp, nhà đầu tư trong nước và nước \
     ngoài tại khu công nghệ cao, 12 khu kinh tế cửa khẩu và các khu công nghiệp tập trung (bản 2025)";

/// One of them, or the name of a kind with a number, in one of many spellings.
pub fn name(chance: &mut Chance, kind: &str) -> String {
    let number = chance.below(40) + 1;
    match chance.below(12) {
        0..=5 => chance.pick(&NAMES).to_owned(),
        6 => LONG.to_owned(),
        7 => "Đ4".repeat(number * 3),
        8 => format!("{kind} {number}").nfd().collect(),
        9 => format!("  {kind}\u{a0} {number},{number}  "),
        _ => format!("{kind} {number}"),
    }
}
