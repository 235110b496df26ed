//! The dictionary as the body of an HTML page in one language, well-formed XML, for the portal to put
//! into its frame. The template escapes every text.

use std::collections::BTreeMap;

use minijinja::{Environment, UndefinedBehavior, context, value::Serde};

use super::model::Dictionary;
use crate::domain::text::Lang;

const TEMPLATE: &str = include_str!("body.html");

/// An `<article>`; ends with a newline.
pub fn html(dictionary: &Dictionary, lang: Lang) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .add_template("body.html", TEMPLATE)
        .unwrap_or_else(|error| panic!("the template of the dictionary cannot be read: {error}"));
    let words: BTreeMap<&str, &str> =
        WORDS.iter().map(|(name, vi, en)| (*name, lang.pick(vi, en))).collect();
    // `w` and `lang` are looked up within the macro too.
    environment.add_global("w", minijinja::Value::from(Serde(&words)));
    environment.add_global("lang", lang.tag());
    let mut page = environment
        .get_template("body.html")
        .and_then(|template| template.render(context! { d => Serde(dictionary) }))
        .unwrap_or_else(|error| panic!("the template of the dictionary does not fit it: {error}"));
    page.push('\n');
    page
}

/// The words of the page.
const WORDS: &[(&str, &str, &str)] = &[
    ("basis", "Căn cứ", "Basis"),
    ("block", "Khối", "Block"),
    ("code", "Mã", "Code"),
    ("codes", "Các mã", "Codes"),
    ("column", "Cột", "Column"),
    ("counts", "Đếm", "Counts"),
    ("formula", "Công thức", "Formula"),
    ("goal", "Mức phải đạt", "Goal"),
    ("having", "Có ít nhất một hồ sơ", "With at least one dossier where"),
    ("indicator", "Chỉ số", "Indicator"),
    ("inherited", "lấy số của cơ quan", "show the figure of the authority"),
    ("key", "Khóa", "Key"),
    ("kind", "Kiểu", "Type"),
    ("max", "Điểm tối đa", "Maximum points"),
    ("meaning", "Ý nghĩa", "Meaning"),
    ("measure", "Cách đếm", "Measure"),
    ("needs", "Cần dữ liệu", "Needs"),
    ("no_cases", "Khi không phát sinh", "Without cases"),
    ("of", "Mẫu số: điều kiện", "Denominator, those where"),
    ("or", "hoặc", "or"),
    ("portal_code", "Mã trên Cổng", "Portal code"),
    ("public", "Có trong bản công khai.", "Also in the public edition."),
    ("reading", "Cách hiểu", "Reading"),
    ("required", "Bắt buộc", "Required"),
    ("requires", "Mọi dòng của mẫu số phải có", "Every row of the denominator needs"),
    ("rule_set", "Bộ quy tắc", "Rule set"),
    ("those", "Tử số: trong đó", "Numerator, of these where"),
    ("unit", "Đơn vị tính", "Unit"),
    ("units_below", "Đơn vị trực thuộc", "Units below"),
    ("uses", "Các cột dữ kiện", "Fact columns"),
    ("yes", "có", "yes"),
];
