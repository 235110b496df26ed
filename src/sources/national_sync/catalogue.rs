//! An answer of the procedure catalogue (`LayThuTuc`): section 11 of `input-formats.md`. The day on
//! which a procedure became public and its online level are not in these answers, nor the days from which
//! and to which they are valid; a table may give them.

use super::tree::Tree;
use crate::{
    domain::{
        account::{Finding, Reason},
        message::{FindingSet, Message},
        procedure::{self, Limit, LimitUnit, ProcedureRow, Version},
        unit::folded,
    },
    sources::text,
};

/// The procedure of one record, and what was noticed in it; `None` where the record is malformed.
pub fn procedure(bytes: &[u8], noticed: &mut FindingSet) -> Option<Message<'static>> {
    let record = serde_json::from_slice(bytes).ok()?;
    let record = Tree(&record);
    let id = record.get("MATTHC").text();
    if id.is_empty() {
        return Some(Message::Rejected(Reason::KeyMissing, "procedure_id"));
    }
    let text = |tree: Tree<'_>| Some(tree.text().into_owned()).filter(|text| !text.is_empty());
    let ways = record.get("CACHTHUCTHUCHIEN");
    let field = record.get("LINHVUCTHUCHIEN").items().next();
    let results = record.get("KETQUATHUCHIEN");
    let subjects = record.get("DOITUONGTHUCHIEN");
    let version = Version {
        name: record.get("TENTTHC").text().into_owned(),
        field_id: field.and_then(|field| text(field.get("MALINHVUC"))),
        field_name: field.and_then(|field| text(field.get("TENLINHVUC"))),
        unit_ids: unit_ids(record),
        has_fee: said(ways).then(|| has_fee(ways)),
        paper_result: said(results).then(|| {
            let named = |result: Tree<'_>| {
                result.get("TENKETQUA").is_filled() || result.get("MAKETQUA").is_filled()
            };
            results.items().any(named)
        }),
        citizen_subject: said(subjects).then(|| subjects.items().any(is_citizen)),
        limit: longest_limit(ways, noticed),
        complete: Some(is_complete(record)),
        legal_basis: legal_basis(record),
        ..Version::default()
    };
    Some(Message::Procedure(ProcedureRow { id: procedure::root(&id).to_owned(), version }))
}

/// Whether the record says something of it, be it that there is none.
fn said(tree: Tree<'_>) -> bool {
    tree.is_list() || tree.is_filled()
}

/// Units in whose authority it is, by the codes that the record has.
fn unit_ids(record: Tree<'_>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for body in ["COQUANTHUCHIEN", "COQUANCOTHAMQUYEN"] {
        for unit in record.get(body).items() {
            let code = unit.get("MADONVI").text();
            if !code.is_empty() && !ids.iter().any(|id| *id == code) {
                ids.push(code.into_owned());
            }
        }
    }
    ids
}

/// All `THOIGIAN` of all ways.
fn times(ways: Tree<'_>) -> impl Iterator<Item = Tree<'_>> {
    ways.items().flat_map(|way| way.get("THOIGIAN").items())
}

/// A fee that is not 0 or blank; one in words is a fee.
fn has_fee(ways: Tree<'_>) -> bool {
    let of_ways = ways.items().map(|way| way.get("PHILEPHI"));
    let of_times = times(ways).map(|time| time.get("PHILEPHI"));
    of_ways.chain(of_times).flat_map(Tree::items).any(|fee| {
        let amount = fee.get("SOTIEN").text();
        !amount.is_empty() && text::fee(&amount) != Some(0)
    })
}

/// "Công dân Việt Nam", "Người Việt Nam định cư ở nước ngoài", "Người nước ngoài".
fn is_citizen(subject: Tree<'_>) -> bool {
    let name = folded(&subject.get("TENDOITUONG").text());
    ["công dân việt nam", "người việt nam định cư ở nước ngoài", "người nước ngoài"]
        .iter()
        .any(|citizen| name.contains(citizen))
}

/// The longest of the limits; 0, blank and "Khác" are none. Those that cannot be read are noticed and
/// none, too.
fn longest_limit(ways: Tree<'_>, noticed: &mut FindingSet) -> Option<Limit> {
    let limit = |time: Tree<'_>| -> Result<Option<Limit>, ()> {
        let amount = time.get("THOIGIANGIAIQUYET").text();
        let unit = match folded(&time.get("DONVITINH").text()).as_str() {
            "" | "khác" => return Ok(None),
            "giờ" | "giờ làm việc" => Some(LimitUnit::WorkingHour),
            "ngày làm việc" => Some(LimitUnit::WorkingDay),
            "ngày" => Some(LimitUnit::Day),
            "tháng" => Some(LimitUnit::Month),
            _ => None,
        };
        if amount.is_empty() {
            return Ok(None);
        }
        let amount = procedure::amount(&amount).ok_or(())?;
        if amount == 0.0 {
            return Ok(None);
        }
        unit.and_then(|unit| Limit::of(amount, unit)).map(Some).ok_or(())
    };
    let limits = times(ways).map(limit).inspect(|limit| {
        if limit.is_err() {
            noticed.add(Finding::LimitUnreadable);
        }
    });
    limits.filter_map(Result::ok).flatten().max_by_key(length)
}

/// How long a limit is beside others, in hundredths of a calendar day: five working days of eight
/// hours are a week, a month is a twelfth of a year.
fn length(limit: &Limit) -> i64 {
    match limit {
        Limit::OfficeSeconds(seconds) => seconds * 140 / (8 * 3600),
        Limit::WorkingDays(days) => i64::from(*days) * 140,
        Limit::Days(days) => i64::from(*days) * 100,
        Limit::Months(months) => i64::from(*months) * 3_044,
    }
}

/// The numbers of the documents of `CANCUPHAPLY`. When those documents took effect does not say from
/// when this answer is valid, so it has no dates; a table of dated rows may stand beside it.
fn legal_basis(record: Tree<'_>) -> Option<String> {
    let documents = record.get("CANCUPHAPLY").items();
    let numbers = documents.map(|document| document.get("SOVANBAN").text());
    let numbers: Vec<_> = numbers.filter(|number| !number.is_empty()).collect();
    (!numbers.is_empty()).then(|| numbers.join("; "))
}

/// Every mandatory part: name, steps, manner, components with the number of sets, time limit,
/// subjects, deciding body.
fn is_complete(record: Tree<'_>) -> bool {
    let ways = record.get("CACHTHUCTHUCHIEN");
    let papers = || record.get("THANHPHANHOSO").items().flat_map(|case| case.get("GIAYTO").items());
    let has_sets =
        |paper: Tree<'_>| paper.get("SOBANCHINH").is_filled() || paper.get("SOBANSAO").is_filled();
    let has_time =
        |time: Tree<'_>| time.get("THOIGIANGIAIQUYET").is_filled() || time.get("MOTA").is_filled();
    record.get("TENTTHC").is_filled()
        && record.get("TRINHTUTHUCHIEN").is_filled()
        && ways.items().any(|way| way.get("KENH").is_filled())
        && times(ways).any(has_time)
        && papers().next().is_some()
        && papers().all(has_sets)
        && record.get("DOITUONGTHUCHIEN").is_filled()
        && record.get("COQUANTHUCHIEN").is_filled()
}
