//! The row of the catalogue by which a dossier was judged, in words and as JSON.

use serde_json::{Value as Json, json};

use super::words::Words;
use crate::{
    cli::args::Language,
    domain::{procedure::Limit, time::Day},
    pipeline::explaining::Basis,
};

pub(super) fn json(basis: &Basis) -> Json {
    let (amount, unit) = basis.limit.map(amount).unzip();
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    json!({
        "procedure_id": basis.procedure_id,
        "valid_from": day(basis.valid_from),
        "valid_to": day(basis.valid_to),
        "legal_basis": basis.legal_basis,
        "max_time": amount,
        "max_time_unit": unit,
        "covers_receipt": basis.covers,
        "due_at": basis.due.map(|due| due.to_string()),
        "due_from": match (basis.promised, basis.due) {
            (true, _) => "promise",
            (false, Some(_)) => "limit",
            (false, None) => "none",
        },
    })
}

/// A limit as `max_time` and `max_time_unit` say it.
fn amount(limit: Limit) -> (String, &'static str) {
    match limit {
        Limit::OfficeSeconds(seconds) => {
            let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
            let shown = match (minutes, seconds % 60) {
                (0, 0) => hours.to_string(),
                (_, 0) => format!("{hours}:{minutes:02}"),
                (_, rest) => format!("{hours}:{minutes:02}:{rest:02}"),
            };
            (shown, "working_hour")
        }
        Limit::WorkingDays(days) => (days.to_string(), "working_day"),
        Limit::Days(days) => (days.to_string(), "day"),
        Limit::Months(months) => (months.to_string(), "month"),
    }
}

impl Words {
    /// One line: the dates of the row, what it rests on, its limit, and the due date.
    pub(super) fn basis(self, basis: &Basis) -> String {
        let vi = self.lang == Language::Vi;
        let pick = |vi_text: &'static str, en: &'static str| if vi { vi_text } else { en };
        let row = match (basis.valid_from, basis.valid_to) {
            (Some(from), Some(to)) => {
                format!(
                    "{} {from} {} {to}",
                    pick("dòng danh mục từ", "row valid from"),
                    pick("đến", "to")
                )
            }
            (Some(from), None) => format!("{} {from}", pick("dòng danh mục từ", "row valid from")),
            (None, Some(to)) => format!("{} {to}", pick("dòng danh mục đến", "row valid to")),
            (None, None) => {
                pick("dòng danh mục không ghi ngày áp dụng", "row without dates").to_owned()
            }
        };
        let mut parts = vec![format!("{}: {row}", basis.procedure_id)];
        if !basis.covers {
            let said = "gần nhất, không dòng nào có hiệu lực vào ngày tiếp nhận (limit_not_dated)";
            parts.push(
                pick(said, "the nearest: none is valid on the day of receipt (limit_not_dated)")
                    .into(),
            );
        }
        if let Some(document) = &basis.legal_basis {
            parts.push(format!("{} {document}", pick("căn cứ", "based on")));
        }
        parts.push(match basis.limit.map(amount) {
            Some((amount, unit)) => {
                let unit = match unit {
                    "working_hour" => pick("giờ làm việc", "working hours"),
                    "working_day" => pick("ngày làm việc", "working days"),
                    "day" => pick("ngày", "days"),
                    _ => pick("tháng", "months"),
                };
                format!("{} {amount} {unit}", pick("thời hạn", "limit"))
            }
            None => pick("không có thời hạn", "no limit").to_owned(),
        });
        parts.push(match (basis.due, basis.promised) {
            (Some(due), true) => format!("{} {due}", pick("hẹn trả", "promised for")),
            (Some(due), false) => format!("{} {due}", pick("đến hạn", "due")),
            (None, _) => pick("không có hạn", "undated").to_owned(),
        });
        parts.join("; ")
    }
}
