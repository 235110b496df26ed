//! From `chiso.toml` to a job, in two steps: what is written, then what it means. Everything wrong
//! is said in one pass, each with its key and what to do.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{
    args::{Common, Range},
    exit_code::{Code, Stop},
};
use crate::{
    domain::{
        calendar::Calendar,
        period::Period,
        time::{Day, LocalTime},
    },
    edition::{
        disclosure::{Policy, Totals},
        package::{Licence, Publication},
    },
    pipeline::job::{Authority, Format, Job, Source, UnitsInput},
    rules::{
        RuleSet, builtin,
        load::{self, Sources},
        rule_set::AuthorityKind,
        targets::{self, TargetSet},
    },
    schema::canonical::Kind,
    sources::{FileFault, OnDuplicate, table::Reading},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    authority: WrittenAuthority,
    #[serde(default)]
    rules: WrittenRules,
    #[serde(default)]
    paths: WrittenPaths,
    #[serde(default)]
    units: WrittenUnits,
    #[serde(default)]
    calendar: WrittenCalendar,
    #[serde(default)]
    public: WrittenPublic,
    #[serde(default)]
    publication: WrittenPublication,
    #[serde(default)]
    source: Vec<WrittenSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAuthority {
    id: String,
    name: String,
    kind: AuthorityKind,
    #[serde(default = "vietnam")]
    timezone: String,
    /// The data is invented; every page says so.
    #[serde(default)]
    invented: bool,
}

fn vietnam() -> String {
    "Asia/Ho_Chi_Minh".into()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenRules {
    set: String,
    targets: String,
}

impl Default for WrittenRules {
    fn default() -> Self {
        Self { set: "portal-2026".into(), targets: targets::BUILT_IN.0.into() }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenPaths {
    lake: String,
    reports: String,
}

impl Default for WrittenPaths {
    fn default() -> Self {
        Self { lake: "lake".into(), reports: "reports".into() }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenUnits {
    path: Option<String>,
    discover: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenCalendar {
    path: Option<String>,
    hours: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenPublic {
    edition: bool,
    threshold: u64,
    base: u64,
    totals: Totals,
}

impl Default for WrittenPublic {
    fn default() -> Self {
        let Policy { threshold, base, totals } = Policy::default();
        Self { edition: true, threshold, base, totals }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenPublication {
    licence: Option<String>,
    licence_title: Option<String>,
    licence_url: Option<String>,
    publisher_url: Option<String>,
    #[serde(default)]
    tables_only: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSource {
    name: String,
    kind: Kind,
    format: String,
    path: String,
    synced: Option<bool>,
    #[serde(default)]
    datetime: Vec<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    on_duplicate: OnDuplicate,
}

/// Reads and checks the configuration.
pub fn load(common: &Common) -> Result<Job, Stop> {
    let path = &common.config;
    let shown = path.display();
    let configuration = |message: String| Stop::new(Code::Configuration, message);
    let text = fs::read_to_string(path).map_err(|error| {
        configuration(format!(
            "the configuration {shown} cannot be read: {error}. Name it with --config, or make one with `chiso init`"
        ))
    })?;
    let written: Written =
        toml::from_str(&text).map_err(|error| configuration(format!("{shown}: {error}")))?;
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let base = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
    let mut faults = Vec::new();
    let mut missing = Vec::new();
    let rules = rule_set(&written.rules.set, &base)
        .map_err(|found| faults.extend(found.into_iter().map(|fault| format!("[rules] {fault}"))))
        .ok();
    let targets = rules.as_ref().and_then(|rules| {
        target_set(&written.rules.targets, &base, rules)
            .map_err(|found| {
                faults.extend(found.into_iter().map(|fault| format!("[rules] targets: {fault}")));
            })
            .ok()
    });
    let zone: Option<chrono_tz::Tz> = written
        .authority
        .timezone
        .parse()
        .map_err(|_| {
            faults.push(format!(
                "[authority] timezone = {:?} is not known; expected a name such as \"Asia/Ho_Chi_Minh\"",
                written.authority.timezone
            ));
        })
        .ok();
    let hours = hours(written.calendar.hours.as_deref(), &mut faults);
    let disclosure = disclosure(&written.public, &mut faults);
    let publication = publication(written.publication, &mut faults);
    let units = match (&written.units.path, written.units.discover) {
        (Some(path), false) => Some(UnitsInput::Table(base.join(path))),
        (None, true) => Some(UnitsInput::Discover),
        _ => {
            faults.push("[units] expected either path = \"…\" or discover = true".into());
            None
        }
    };
    let mut names = BTreeSet::new();
    let mut sources = Vec::new();
    for source in written.source {
        if !names.insert(source.name.clone()) {
            faults.push(format!(
                "[[source]] {:?} is there twice; give each source a name of its own",
                source.name
            ));
        }
        sources.extend(checked_source(source, &base, &mut faults, &mut missing));
    }
    if !faults.is_empty() {
        let list: Vec<String> = faults.iter().map(|fault| format!("{shown}: {fault}")).collect();
        return Err(configuration(list.join("\n")));
    }
    let (Some(rules), Some(targets), Some(zone), Some(units)) = (rules, targets, zone, units)
    else {
        return Err(configuration(format!("{shown}: the configuration is not complete")));
    };
    Ok(Job {
        authority: Authority {
            id: written.authority.id,
            name: written.authority.name,
            kind: written.authority.kind,
            invented: written.authority.invented,
        },
        zone,
        rules,
        targets,
        lake: base.join(written.paths.lake),
        reports: base.join(written.paths.reports),
        units,
        calendar: written.calendar.path.map(|path| base.join(path)),
        disclosure,
        publication,
        hours,
        sources,
        absent: missing,
        threads: threads(),
        base,
    })
}

/// `CHISO_THREADS`, else what the machine has.
fn threads() -> usize {
    let asked = std::env::var("CHISO_THREADS").ok().and_then(|text| text.parse().ok());
    let found = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.unwrap_or_else(found).clamp(1, 256)
}

/// A built-in rule set by its id, or one of the user's by its folder.
pub fn rule_set(name: &str, base: &Path) -> Result<RuleSet, Vec<String>> {
    let sources = match builtin::sources(name) {
        Some(sources) => sources,
        None => folder(name, base).map_err(|fault| vec![fault])?,
    };
    load::load(&sources).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// The built-in targets by their id, or a file of the user's.
pub fn target_set(name: &str, base: &Path, rules: &RuleSet) -> Result<TargetSet, Vec<String>> {
    let (built_in, text) = targets::BUILT_IN;
    let text = if name == built_in {
        text.to_owned()
    } else {
        fs::read_to_string(base.join(name)).map_err(|error| {
            vec![format!(
                "{name:?} cannot be read ({error}); expected {built_in:?}, or the path of a TOML file of targets"
            )]
        })?
    };
    targets::load(name, &text, rules)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn folder(name: &str, base: &Path) -> Result<Sources, String> {
    let unknown = |why: &str| {
        let known: Vec<&str> = builtin::ids().collect();
        format!(
            "rule set {name:?} {why}; expected one of {}, or a folder with rule-set.toml",
            known.join(", ")
        )
    };
    let entries = fs::read_dir(base.join(name)).map_err(|_| unknown("is not known"))?;
    let mut files = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path)
                .map_err(|error| unknown(&format!("cannot be read ({error})")))?;
            files.push((entry.file_name().to_string_lossy().into_owned(), text));
        }
    }
    if files.is_empty() {
        return Err(unknown("holds no .toml file"));
    }
    Ok(Sources::new(name, files.iter().map(|(file, text)| (file.as_str(), text.as_str()))))
}

/// How the public part of an edition is made; `None` where none is wanted.
fn disclosure(written: &WrittenPublic, faults: &mut Vec<String>) -> Option<Policy> {
    if written.threshold < 2 {
        faults
            .push("[public] threshold: expected 2 or more; below it a figure is suppressed".into());
    }
    if written.base == 0 || written.base > written.threshold {
        faults.push(format!(
            "[public] base: expected 1 to the threshold ({}); counts are rounded to its multiples",
            written.threshold
        ));
    }
    let WrittenPublic { edition, threshold, base, totals } = *written;
    edition.then_some(Policy { threshold, base, totals })
}

/// Under which terms editions are published. A licence that is not known by its id needs an address.
fn publication(written: WrittenPublication, faults: &mut Vec<String>) -> Publication {
    let WrittenPublication { licence, licence_title, licence_url, publisher_url, tables_only } =
        written;
    let addresses = [("licence_url", &licence_url), ("publisher_url", &publisher_url)];
    for (key, url) in addresses.into_iter().filter_map(|(key, url)| Some((key, url.as_ref()?))) {
        let is_address = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
        if !is_address || url.chars().any(|c| c.is_whitespace() || "<>\"{}|\\^`".contains(c)) {
            faults.push(format!(
                "[publication] {key} = {url:?}: expected an address that begins with https://"
            ));
        }
    }
    let licence = match licence {
        None => {
            if licence_url.is_some() || licence_title.is_some() {
                faults.push(
                    "[publication] licence: its id is missing, such as licence = \"CC-BY-4.0\""
                        .into(),
                );
            }
            None
        }
        Some(id) => {
            let known = Licence::known(&id);
            let url = licence_url.or_else(|| Some(known.as_ref()?.url.clone()));
            let title = licence_title.or_else(|| Some(known?.title)).unwrap_or_else(|| id.clone());
            if url.is_none() {
                faults.push(format!(
                    "[publication] licence = {id:?} is not one of {}; name its address with licence_url",
                    Licence::known_ids().collect::<Vec<_>>().join(", ")
                ));
            }
            url.map(|url| Licence { id, title, url })
        }
    };
    Publication { licence, publisher_url, tables_only }
}

fn hours(written: Option<&[String]>, faults: &mut Vec<String>) -> Vec<(i64, i64)> {
    let Some(written) = written else { return Calendar::usual_hours() };
    let minute = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 3600 + minute * 60)
    };
    let mut hours = Vec::new();
    let mut last = -1;
    for text in written {
        let span =
            text.split_once('-').and_then(|(open, close)| Some((minute(open)?, minute(close)?)));
        match span.filter(|(open, close)| *open > last && open < close) {
            Some((open, close)) => {
                last = close;
                hours.push((open, close));
            }
            None => faults.push(format!(
                "[calendar] hours: {text:?}; expected spans in order such as \"07:30-11:30\", \"13:30-17:00\""
            )),
        }
    }
    if hours.is_empty() && faults.is_empty() {
        faults
            .push("[calendar] hours is empty; leave it out for 07:30-11:30 and 13:30-17:00".into());
    }
    hours
}

fn checked_source(
    written: WrittenSource,
    base: &Path,
    faults: &mut Vec<String>,
    missing: &mut Vec<FileFault>,
) -> Option<Source> {
    let name = &written.name;
    let before = faults.len();
    let format = match written.format.as_str() {
        "table" => Format::Table,
        "national-sync" => Format::NationalSync,
        other => {
            faults.push(format!(
                "source {name:?}: format = {other:?}; expected \"table\" or \"national-sync\""
            ));
            Format::Table
        }
    };
    if matches!(written.kind, Kind::Units | Kind::Calendar) {
        faults.push(format!(
            "source {name:?}: kind = {:?} is not a source; use [{}] path",
            written.kind.as_str(),
            written.kind.as_str()
        ));
    }
    let known =
        || written.kind.columns().iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
    for column in written.columns.keys().chain(written.values.keys()) {
        if written.kind.position(column).is_none() {
            faults.push(format!(
                "source {name:?}: {column:?} is not a column of {}; known are: {}",
                written.kind.as_str(),
                known()
            ));
        }
    }
    if faults.len() > before {
        return None;
    }
    let files = files(&written.path, base, name, faults, missing);
    Some(Source {
        name: written.name,
        kind: written.kind,
        format,
        files,
        reading: Reading {
            columns: written.columns,
            values: written.values,
            datetime: written.datetime,
            synced: written.synced,
        },
        on_duplicate: written.on_duplicate,
    })
}

/// The files that a path or pattern names, sorted by name.
fn files(
    pattern: &str,
    base: &Path,
    source: &str,
    faults: &mut Vec<String>,
    missing: &mut Vec<FileFault>,
) -> Vec<PathBuf> {
    if !pattern.contains(['*', '?', '[']) {
        return vec![base.join(pattern)];
    }
    let escaped = glob::Pattern::escape(&base.to_string_lossy());
    let full = if Path::new(pattern).is_absolute() {
        pattern.to_owned()
    } else {
        format!("{escaped}/{pattern}")
    };
    match glob::glob(&full) {
        Ok(found) => {
            let mut files: Vec<PathBuf> = found.flatten().filter(|path| path.is_file()).collect();
            files.sort();
            if files.is_empty() {
                let what = format!(
                    "no file matches the pattern (source {source:?}); put files there or correct path"
                );
                missing.push(FileFault::missing(Path::new(pattern), what));
            }
            files
        }
        Err(error) => {
            faults.push(format!("source {source:?}: path = {pattern:?}: {error}"));
            Vec::new()
        }
    }
}

/// The months asked for, and the instant whose data is no longer read.
#[derive(Clone, Copy, Debug)]
pub struct Months {
    pub from: Period,
    pub to: Period,
    pub cut_off: LocalTime,
}

/// The months of `--month`, or of `--from` and `--to`, with their cut-off.
pub fn months(range: &Range) -> Result<Months, Stop> {
    let (from, to) = match (&range.month, &range.from, &range.to) {
        (Some(one), ..) => (month("--month", one)?, month("--month", one)?),
        (None, Some(from), Some(to)) => (month("--from", from)?, month("--to", to)?),
        _ => {
            return Err(Stop::new(
                Code::Usage,
                "no month is named: give --month 2026-08, or --from 2026-07 --to 2026-09",
            ));
        }
    };
    in_order(from, to)?;
    let cut_off = cut_off(range.as_of.as_deref(), to)?;
    if cut_off <= to.start() {
        return Err(Stop::new(
            Code::NothingToDo,
            format!(
                "--as-of {}: nothing of {to} is known before that day; choose an earlier month or a later --as-of",
                cut_off.day()
            ),
        ));
    }
    Ok(Months { from, to, cut_off })
}

/// Refuses a range that ends before it begins.
pub fn in_order(from: Period, to: Period) -> Result<(), Stop> {
    if from <= to {
        return Ok(());
    }
    Err(Stop::new(
        Code::Usage,
        format!("--from {from} --to {to}: the range ends before it begins; swap the two"),
    ))
}

/// A month given as an argument.
pub fn month(argument: &str, text: &str) -> Result<Period, Stop> {
    let found: Option<Period> = text.parse().ok().filter(|p: &Period| p.kind.months() == 1);
    found.ok_or_else(|| {
        Stop::new(
            Code::Usage,
            format!("{argument} {text:?} is not a month; expected one such as 2026-08"),
        )
    })
}

/// A period of any kind given as `--month`.
pub fn period(text: &str) -> Result<Period, Stop> {
    text.parse().map_err(|error: crate::domain::period::NotAPeriod| {
        Stop::new(Code::Usage, format!("--month {error}"))
    })
}

/// The cut-off: the start of the day given, else the end of the last period asked for.
pub fn cut_off(as_of: Option<&str>, last: Period) -> Result<LocalTime, Stop> {
    let Some(text) = as_of else { return Ok(last.end()) };
    let date: chrono::NaiveDate = text.parse().map_err(|_| {
        Stop::new(Code::Usage, format!("--as-of {text:?}: expected a day such as 2026-09-01"))
    })?;
    Ok(Day::from_date(date).start())
}
