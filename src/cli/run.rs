//! `chiso run` and `chiso ingest`: the monthly job, and what it prints when it is done.

use serde_json::json;

use super::{
    args::{Again, Common, Format, Range},
    clock, coverage,
    exit_code::{Code, Stop},
    output::outln,
    reporter::{Log, Reporter},
    settings::{self, Months},
    unmapped::Unmapped,
};
use crate::{
    domain::{
        period::{Period, PeriodKind},
        time::LocalTime,
    },
    pipeline::{self, Asked, Event, Job, Published, Ran, Standing, account::Report},
    rules::RuleSet,
};

pub fn run(common: &Common, range: &Range, allow_empty: bool) -> Result<Code, Stop> {
    let job = settings::load_again(common, range.again)?;
    let now = clock::now(job.zone)?;
    let published_at = clock::published_at(range.published_at.as_deref(), now)?;
    let months = settings::months(range, now)?;
    let Months { from, to, cut_off, is_now } = months;
    let reporter = Reporter::default();
    months.provisional().into_iter().for_each(|note| reporter.show(Event::Note(note)));
    let asked = Asked {
        from,
        to,
        cut_off,
        is_now,
        restated: None,
        allow_empty,
        published_at,
        reissued: false,
    };
    let published = pipeline::run(&job, &asked, &|event| reporter.show(event));
    let log = reporter.finish();
    match published? {
        Ran::Published(published) => print(common, &job, &published, to, &log),
        Ran::Stands(standing) => print_standing(common, &job, &standing, cut_off, &log),
    }
    Ok(Code::Done)
}

/// Publishes months again, and whatever final period has one of them.
pub fn restate(
    common: &Common,
    range: &Range,
    allow_empty: bool,
    reason: &str,
) -> Result<Code, Stop> {
    if reason.trim().is_empty() {
        return Err(Stop::new(Code::Usage, "--reason is empty; say why final figures change"));
    }
    let job = settings::load_again(common, range.again)?;
    let now = clock::now(job.zone)?;
    let published_at = clock::published_at(range.published_at.as_deref(), now)?;
    let Months { from, to, cut_off, is_now } = settings::months(range, now)?;
    let reporter = Reporter::default();
    let asked = Asked {
        from,
        to,
        cut_off,
        is_now,
        restated: Some(reason),
        allow_empty,
        published_at,
        reissued: false,
    };
    let at_own = range.as_of.is_none();
    let report = |event| reporter.show(event);
    let all = pipeline::restate(&job, &asked, reason, at_own, &report);
    let log = reporter.finish();
    let all = all?;
    let has = |published: &&Published| published.periods.iter().any(|p| p.counts.period == to);
    if let Some(published) = all.iter().find(has).or(all.first()) {
        let months = published.periods.iter().map(|period| period.counts.period);
        let shown = months.filter(|period| period.kind == PeriodKind::Month).max();
        print(common, &job, published, shown.unwrap_or(to), &log);
    }
    Ok(Code::Done)
}

/// That nothing changed since it was published, with the cut-off that it was published with: asked for
/// again as of now, it stays that of an earlier time.
fn print_standing(common: &Common, job: &Job, standing: &Standing, asked: LocalTime, log: &Log) {
    let Standing { folder, manifest, .. } = standing;
    if common.format == Format::Json {
        let periods: Vec<_> = manifest
            .periods
            .iter()
            .map(|period| json!({"period": period.period, "provisional": period.provisional}))
            .collect();
        let text = json!({
            "edition": manifest.edition,
            "folder": job.shown(folder),
            "unchanged": true,
            "cut_off": manifest.cut_off,
            "periods": periods,
            "accounts": manifest.inputs,
            "warnings": log.warnings,
            "notes": log.notes,
            "stages": log.stages_json(),
        });
        outln!("{text}");
        return;
    }
    let said = common.lang.pick(
        "Đã có, không thay đổi: không có tệp mới, không đọc lại",
        "Already published, unchanged: no file is new and none was read again",
    );
    let (cut_off, folder) = (&manifest.cut_off, folder.display());
    if *cut_off == asked.to_string() {
        outln!("{said}; {} {cut_off}: {folder}", common.lang.pick("chốt số liệu", "cut-off"));
        return;
    }
    outln!(
        "{said}; {} {cut_off}, {} {asked}: {folder}",
        common.lang.pick("số liệu tính đến", "figures as of"),
        common.lang.pick("không phải", "not of")
    );
}

pub fn ingest(common: &Common, as_of: Option<&str>, again: Again) -> Result<Code, Stop> {
    let job = settings::load_again(common, again)?;
    let cut_off = settings::read_until(as_of, clock::now(job.zone)?)?;
    let reporter = Reporter::default();
    let report = pipeline::ingest(&job, cut_off, &|event| reporter.show(event));
    let log = reporter.finish();
    print_report(common, &job, &report?, &log);
    Ok(Code::Done)
}

/// What was published, and where to look.
pub fn print(common: &Common, job: &Job, published: &Published, last: Period, log: &Log) {
    let unmapped = Unmapped::of(published, last);
    if common.format == Format::Json {
        let periods: Vec<_> = published
            .periods
            .iter()
            .map(|period| {
                json!({
                    "period": period.counts.period.to_string(),
                    "provisional": period.counts.provisional,
                    "coverage": period.counts.coverage.as_str(),
                })
            })
            .collect();
        let text = json!({
            "edition": published.edition,
            "folder": job.shown(&published.folder),
            "unchanged": published.unchanged,
            "periods": periods,
            "unmapped": unmapped.map(|unmapped| unmapped.json()),
            "coverage": coverage::json(job, &published.report),
            "accounts": accounts(&published.report),
            "warnings": log.warnings,
            "notes": log.notes,
            "stages": log.stages_json(),
        });
        outln!("{text}");
        return;
    }
    let say = |vi: &str, en: &str| common.lang.pick(vi, en).to_owned();
    print_rows(common, &published.report);
    if let Some(line) = coverage::line(job, &published.report, common.lang) {
        outln!("{line}");
    }
    if let Some(line) = unmapped.and_then(|unmapped| unmapped.line(common.lang)) {
        outln!("{line}");
    }
    if let Some(shown) = published.periods.iter().find(|period| period.counts.period == last) {
        let authority = &shown.scores[0];
        let rules: &RuleSet = &job.rules;
        let score = authority.score.map_or_else(|| "–".into(), |score| score.to_string());
        outln!(
            "{} {last}: {} {} / {} ({} {score})",
            job.authority.name,
            say("đạt", "has"),
            authority.points.unwrap_or_default(),
            authority.available,
            say("quy đổi", "score"),
        );
        for group in authority.groups.iter().filter(|group| group.block.is_empty()) {
            let title =
                rules.groups.iter().find(|known| known.id == group.group).map(|known| &known.title);
            let title = title.map_or("", |title| title.get(common.lang));
            let points = group.points.map_or_else(|| "–".into(), |points| points.to_string());
            outln!("  {points:>6} / {:>6}  {title}", group.available.to_string());
        }
    }
    let state = if published.unchanged {
        say("Đã có, không thay đổi", "Already published, unchanged")
    } else {
        say("Đã công bố", "Published")
    };
    outln!("{state}: {}", published.folder.display());
}

/// What became of the rows, in one line and the reasons below it.
pub fn print_report(common: &Common, job: &Job, report: &Report, log: &Log) {
    if common.format == Format::Json {
        outln!(
            "{}",
            json!({
                "coverage": coverage::json(job, report),
                "accounts": accounts(report),
                "warnings": log.warnings,
                "notes": log.notes,
                "stages": log.stages_json(),
            })
        );
    } else {
        print_rows(common, report);
        if let Some(line) = coverage::line(job, report, common.lang) {
            outln!("{line}");
        }
    }
}

/// The rows of all files together, and the reasons below.
pub fn print_rows(common: &Common, report: &Report) {
    let mut total = crate::domain::account::Account::default();
    for file in &report.files {
        total.add(&file.account);
    }
    let out: u64 = total.out_of_scope.values().sum();
    let held: u64 = total.quarantined.values().sum();
    outln!(
        "{}: {} = {} {} + {} {} + {} {} + {} {}",
        common.lang.pick("Số dòng đã đọc", "Rows read"),
        total.read,
        total.counted,
        common.lang.pick("được tính", "counted"),
        total.duplicate,
        common.lang.pick("trùng lặp", "duplicate"),
        out,
        common.lang.pick("ngoài phạm vi", "out of scope"),
        held,
        common.lang.pick("cách ly", "quarantined"),
    );
    for (class, reason, rows) in crate::edition::quality::reasons(&total) {
        outln!("  {rows:>10}  {reason} ({class})");
    }
}

/// The accounts as JSON, file by file.
pub fn accounts(report: &Report) -> serde_json::Value {
    let files: Vec<_> = report.files.iter().map(crate::edition::manifest::Input::from).collect();
    serde_json::to_value(files).unwrap_or_default()
}
