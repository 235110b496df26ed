//! From when the inputs hold every dossier: one line of every `check` and `run`, because periods that
//! begin before are shown and never ranked, and only whoever knows the export can say better.

use serde_json::{Value as Json, json};

use crate::{
    domain::text::Lang,
    pipeline::{Job, account::Report},
};

/// As a result in JSON says it: the month, and whether the configuration names it.
pub fn json(job: &Job, report: &Report) -> Json {
    json!({
        "from": report.complete_from.map(|month| month.to_string()),
        "configured": job.authority.coverage_from.is_some(),
    })
}

/// As a line of text; nothing where no dossier has ended.
pub fn line(job: &Job, report: &Report, lang: Lang) -> Option<String> {
    let month = report.complete_from?;
    Some(match (lang, job.authority.coverage_from.is_some()) {
        (Lang::Vi, true) => format!("Dữ liệu đầy đủ từ {month} (coverage_from)"),
        (Lang::En, true) => format!("Data complete from {month} (coverage_from)"),
        (Lang::Vi, false) => format!(
            "Dữ liệu coi là đầy đủ từ {month}, tháng đầu tiên có số hồ sơ kết thúc từ 1% của tháng trung vị; kỳ bắt \
             đầu trước đó không xếp loại, không xếp hạng, không so sánh. Nếu không đúng, ghi coverage_from trong \
             [authority]"
        ),
        (Lang::En, false) => format!(
            "Data taken as complete from {month}, the first month with at least 1 % of the ends of the median month; \
             periods that begin before are not banded, ranked or compared. If that is wrong, set coverage_from in \
             [authority]"
        ),
    })
}
