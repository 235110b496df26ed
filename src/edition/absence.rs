//! Why an indicator has no figure, in words for officials: which input is lacking, what the rule set
//! does without cases, what does not apply, what is withheld. Reports and pages say it alike. Kinds
//! of inputs are named, files never.

use std::collections::BTreeSet;

use crate::domain::text::Text;
use crate::{
    count::{
        cells::Given,
        lacking::{self, Lacking},
    },
    domain::cell::Status,
    rules::{
        Indicator,
        rule_set::{Measure, NoCases},
    },
    schema::canonical::Kind,
};

/// Why an indicator of this status has no figure; empty where it has one.
pub fn why(indicator: &Indicator, status: Status, given: &Given) -> Text {
    match status {
        Status::Value | Status::Provisional => Text::default(),
        Status::NotApplicable => Text::new(
            "Chỉ số không áp dụng cho loại cơ quan này; điểm tối đa không tính.",
            "The indicator does not apply to this kind of authority; its maximum is not counted.",
        ),
        Status::NoCases => no_cases(indicator.no_cases),
        Status::Suppressed => Text::new(
            "Không công bố để bảo vệ thông tin.",
            "Withheld to protect the persons behind few cases.",
        ),
        Status::MissingSource => {
            let needed = needed(indicator, given);
            Text::new(format!("Chưa có: {}.", needed.vi), format!("Not given: {}.", needed.en))
        }
    }
}

/// What the rule set gives where there is no case.
pub fn no_cases(rule: NoCases) -> Text {
    match rule {
        NoCases::Zero => Text::new(
            "Không có trường hợp nào trong kỳ; theo bộ quy tắc tính 0 điểm.",
            "No case in the period; the rule set gives 0 points.",
        ),
        NoCases::Full => Text::new(
            "Không có trường hợp nào trong kỳ; theo bộ quy tắc tính đủ điểm.",
            "No case in the period; the rule set gives full points.",
        ),
        NoCases::None => Text::new(
            "Không có trường hợp nào trong kỳ; không tính điểm.",
            "No case in the period; no points, and the maximum is not counted.",
        ),
    }
}

/// The inputs that an indicator lacks.
fn needed(indicator: &Indicator, given: &Given) -> Text {
    let mut needed: BTreeSet<(String, String)> = BTreeSet::new();
    let mut add = |text: Text| needed.insert((text.vi, text.en));
    lacking::inputs(indicator, given).iter().map(in_words).for_each(|text| {
        add(text);
    });
    if indicator.measure == Measure::LargerOf {
        add(totals());
    }
    if indicator.requires.is_some() {
        add(sync_states());
    }
    if needed.is_empty() {
        needed.insert(("dữ liệu nguồn của kỳ".into(), "source data of the period".into()));
    }
    let (vi, en): (Vec<String>, Vec<String>) = needed.into_iter().unzip();
    Text::new(vi.join("; "), en.join("; "))
}

fn totals() -> Text {
    Text::new("tổng số của hệ thống thông tin báo cáo", "totals of the national reporting system")
}

fn sync_states() -> Text {
    Text::new("trạng thái đồng bộ của mọi hồ sơ", "the sync state of every dossier")
}

/// One lacking input, as an official would name it.
fn in_words(lacking: &Lacking) -> Text {
    let column = |kind: Kind, name: &'static str| {
        let known = kind.columns().iter().find(|column| column.name == name);
        known.map_or((name, name), |column| (column.vi, column.en))
    };
    match lacking {
        Lacking::Input(Kind::Petitions) => {
            Text::new("dữ liệu phản ánh, kiến nghị", "data of petitions")
        }
        Lacking::Input(Kind::Announcements) => Text::new(
            "dữ liệu quyết định công bố và ngày công khai",
            "announcing decisions and their dates of publication",
        ),
        Lacking::Input(Kind::Procedures) => {
            Text::new("danh mục thủ tục hành chính", "the catalogue of procedures")
        }
        Lacking::Input(Kind::Ratings) => Text::new(
            "đánh giá, phản ánh của người dân về hồ sơ",
            "ratings and complaints of citizens about dossiers",
        ),
        Lacking::Input(Kind::Totals) | Lacking::NationalTotal => totals(),
        Lacking::Input(kind) => {
            Text::new(format!("dữ liệu {}", kind.as_str()), format!("data of {}", kind.as_str()))
        }
        Lacking::NoInputYet => Text::new("dữ liệu của cấp xã", "data of communes"),
        Lacking::DossierColumn(name) => {
            let (vi, en) = column(Kind::Dossiers, name);
            Text::new(format!("cột “{vi}” của hồ sơ"), format!("the column “{en}” of dossiers"))
        }
        Lacking::CatalogueColumn(name) => {
            let (vi, en) = column(Kind::Procedures, name);
            Text::new(
                format!("cột “{vi}” của danh mục thủ tục"),
                format!("the column “{en}” of the catalogue"),
            )
        }
        Lacking::OneOf(any) => {
            let (vi, en): (Vec<String>, Vec<String>) =
                any.iter().map(in_words).map(|text| (text.vi, text.en)).unzip();
            Text::new(vi.join(" hoặc "), en.join(" or "))
        }
        Lacking::Rows { .. } => sync_states(),
    }
}
