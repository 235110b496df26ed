//! `chiso check`: everything is read and nothing written; all problems in one pass, by kind, each with
//! the first place it was met at, and the order in which files are read.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{
    args::{Again, Common, Format},
    clock, coverage,
    exit_code::{Code, Stop},
    output::outln,
    reporter::{Log, Reporter},
    run, settings,
};
use crate::{
    domain::{cohort::Cohorts, text::Lang},
    pipeline::{self, Job, account::Report, job::CohortsInput},
};

/// Files of a source that are named in the short form of its order.
const SHOWN: usize = 3;

pub fn check(common: &Common, as_of: Option<&str>, again: Again) -> Result<Code, Stop> {
    let job = settings::load_again(common, again)?;
    let cut_off = settings::read_until(as_of, clock::now(job.zone)?)?;
    let reporter = Reporter::default();
    let report = pipeline::check(&job, cut_off, &|event| reporter.show(event));
    let log = reporter.finish();
    let report = report?;
    match common.format {
        Format::Json => outln!("{}", as_json(&job, &report, &log)),
        Format::Text => print(common, &job, &report, &log),
    }
    Ok(Code::Done)
}

/// Rows of one kind, and where the first of them stands.
struct Kind<'r> {
    class: &'static str,
    reason: &'static str,
    rows: u64,
    file: &'r str,
    line: u64,
}

impl Kind<'_> {
    fn json(&self) -> Json {
        json!({"class": self.class, "reason": self.reason, "rows": self.rows, "file": self.file, "line": self.line})
    }
}

/// What stands in quarantine, then what was found in rows that count, by reason.
fn kinds(report: &Report) -> Vec<Kind<'_>> {
    let path = |file: usize| report.files[file].path.as_str();
    let mut held = BTreeMap::new();
    for row in &report.rejected {
        let (rows, first) = held.entry(row.reason).or_insert((0, row.place));
        *rows += 1;
        *first = row.place.min(*first);
    }
    let mut found = BTreeMap::new();
    for (number, file) in report.files.iter().enumerate() {
        for (what, rows) in &file.account.findings {
            let known = found.entry(*what).or_insert((0, None));
            known.0 += rows;
            known.1 = known.1.or(file.account.first.get(what).map(|line| (number, *line)));
        }
    }
    let held = held.into_iter().map(|(why, (rows, first))| Kind {
        class: "quarantined",
        reason: why.as_str(),
        rows,
        file: path(first.file as usize),
        line: first.position,
    });
    let found = found.into_iter().filter_map(|(what, (rows, first))| {
        let (file, line) = first?;
        Some(Kind { class: "finding", reason: what.as_str(), rows, file: path(file), line })
    });
    held.chain(found).collect()
}

/// Whether nothing has to be looked at: nothing is in quarantine and nothing was warned of.
fn is_faultless(report: &Report, log: &Log) -> bool {
    report.rejected.is_empty() && log.warnings.is_empty()
}

fn as_json(job: &Job, report: &Report, log: &Log) -> Json {
    let order: Vec<Json> = job
        .sources
        .iter()
        .map(|source| {
            let files: Vec<String> = source.files.iter().map(|file| job.shown(file)).collect();
            json!({"source": source.name, "files": files})
        })
        .collect();
    json!({
        "coverage": coverage::json(job, report),
        "accounts": run::accounts(report),
        "cohorts": report.cohorts.iter().map(|(id, units)| json!({"cohort": id, "units": units})).collect::<Vec<_>>(),
        "order": order,
        "faultless": is_faultless(report, log),
        "first_places": kinds(report).iter().map(Kind::json).collect::<Vec<_>>(),
        "warnings": log.warnings,
        "notes": log.notes,
        "stages": log.stages_json(),
    })
}

fn print(common: &Common, job: &Job, report: &Report, log: &Log) {
    let lang = common.lang;
    run::print_rows(common, report);
    if let Some(line) = coverage::line(job, report, lang) {
        outln!("{line}");
    }
    outln!("{}", cohorts(job, report, lang));
    for line in order(job, lang) {
        outln!("{line}");
    }
    let kinds = kinds(report);
    if !kinds.is_empty() {
        outln!("{}:", lang.pick("Vị trí đầu tiên của từng loại", "First place of each kind"));
        for Kind { reason, rows, file, line, .. } in &kinds {
            outln!("  {rows:>10}  {reason}: {file}, {} {line}", lang.pick("dòng", "line"));
        }
    }
    if is_faultless(report, log) {
        outln!(
            "{}",
            lang.pick("Không có lỗi; chưa ghi gì.", "No fault found; nothing was written.")
        );
        return;
    }
    let held = report.rejected.len();
    outln!(
        "{}",
        match lang {
            Lang::Vi => format!(
                "Cần xem lại: {held} dòng bị cách ly, {} cảnh báo; chưa ghi gì.",
                log.warnings.len()
            ),
            Lang::En => format!(
                "To be looked at: {held} rows in quarantine, {} warnings; nothing was written.",
                log.warnings.len()
            ),
        }
    );
}

/// Which units are ranked beside each other.
fn cohorts(job: &Job, report: &Report, lang: Lang) -> String {
    let how = match &job.cohorts {
        CohortsInput::Known(Cohorts::Volume(bounds)) => {
            let bounds: Vec<String> = bounds.iter().map(u64::to_string).collect();
            return format!(
                "{} {}",
                lang.pick(
                    "Xếp hạng theo nhóm số hồ sơ có thời hạn phải giải quyết trong kỳ, mỗi nhóm từ:",
                    "Ranked by dossiers judged in hand in the period, each cohort from:"
                ),
                bounds.join(", ")
            );
        }
        CohortsInput::Known(Cohorts::None) => {
            lang.pick("Xếp hạng chung mọi đơn vị", "All units are ranked together")
        }
        CohortsInput::Known(_) => {
            lang.pick("Xếp hạng theo loại đơn vị", "Ranked by the kind of unit")
        }
        CohortsInput::Table(path) => {
            let how = lang.pick("Xếp hạng theo bảng", "Ranked by the table");
            &format!("{how} {}", job.shown(path))
        }
    };
    let counts: Vec<String> =
        report.cohorts.iter().map(|(id, units)| format!("{id} {units}")).collect();
    format!("{how}: {}", counts.join(", "))
}

/// In which order the files of each source are read, where there are several.
fn order(job: &Job, lang: Lang) -> Vec<String> {
    let several = job.sources.iter().filter(|source| source.files.len() > 1);
    several
        .map(|source| {
            let files = &source.files;
            let mut shown: Vec<String> =
                files.iter().take(SHOWN).map(|file| job.shown(file)).collect();
            if files.len() > SHOWN + 1 {
                shown.push("…".into());
            }
            shown.extend(files.iter().skip(SHOWN).last().map(|file| job.shown(file)));
            format!(
                "{} {}: {} {}: {}",
                lang.pick("Thứ tự đọc", "Reading order"),
                source.name,
                files.len(),
                lang.pick("tệp", "files"),
                shown.join(", ")
            )
        })
        .collect()
}
