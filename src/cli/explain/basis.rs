//! The row of the catalogue by which a dossier was judged, in words and as JSON.

use serde_json::{Value as Json, json};

use super::words::Words;
use crate::{
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
        let said = |key: &str, parts: &[(&str, &str)]| self.filled(&format!("basis.{key}"), parts);
        let [from, to] = [basis.valid_from, basis.valid_to].map(|day| day.map(|d| d.to_string()));
        let row = match (&from, &to) {
            (Some(from), Some(to)) => said("from_to", &[("from", from), ("to", to)]),
            (Some(from), None) => said("from", &[("from", from)]),
            (None, Some(to)) => said("to", &[("to", to)]),
            (None, None) => said("undated", &[]),
        };
        let mut parts = vec![format!("{}: {row}", basis.procedure_id)];
        if !basis.covers {
            parts.push(said("nearest", &[]));
        }
        if let Some(document) = &basis.legal_basis {
            parts.push(said("document", &[("document", document)]));
        }
        parts.push(match basis.limit.map(amount) {
            Some((amount, unit)) => said(unit, &[("amount", &amount)]),
            None => said("no_limit", &[]),
        });
        parts.push(match (basis.due, basis.promised) {
            (Some(due), true) => said("promised", &[("due", &due.to_string())]),
            (Some(due), false) => said("due", &[("due", &due.to_string())]),
            (None, _) => said("not_due", &[]),
        });
        parts.join("; ")
    }
}
