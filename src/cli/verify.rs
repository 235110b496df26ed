//! `chiso editions`, `verify`, `rollback`: the history of what was published, and whether it is
//! still what was published.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::{
    domain::period::PeriodKind,
    edition::{
        files::Files,
        manifest::{self, Manifest},
    },
    lake::files::{CURRENT, pointed},
    pipeline::{Failure, Job},
    press::{
        editions::{self, NotFound, read_manifest},
        index::{Index, manifests},
        known::Known,
        making::Standing,
        parity::{self, CheckFault},
        publish,
    },
};

/// The plan's task 5: an edition for every month of the year. It is shown here and not in an edition,
/// which would otherwise depend on what was published before it, and not only on its inputs.
const MONTHS: u32 = PeriodKind::Month.per_year();

pub fn editions(common: &Common) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let index = Index::open(&job.reports).map_err(Failure::from)?;
    let is_current = |known: &Known| index.current.as_deref() == Some(&known.edition);
    let standing: Vec<Manifest> = manifests(&job.reports, index.standing()).collect();
    let years = editions::months_published(&standing);
    if common.format == Format::Json {
        let list: Vec<Json> = index
            .editions
            .iter()
            .map(|known| {
                json!({
                    "edition": known.edition,
                    "current": is_current(known),
                    "withdrawn": known.withdrawn,
                    "cut_off": known.cut_off,
                    "published_at": known.published_at,
                    "rule_set": known.rule_set,
                })
            })
            .collect();
        let years: Vec<Json> = years
            .iter()
            .map(|(year, months)| {
                let months: Vec<String> = months.iter().map(ToString::to_string).collect();
                json!({"year": year, "final_months": months.len(), "of": MONTHS, "months": months})
            })
            .collect();
        outln!("{}", json!({"editions": list, "years": years}));
    } else {
        for known in &index.editions {
            let mark = if is_current(known) { "*" } else { " " };
            let withdrawn = common.lang.pick("  đã rút lại", "  taken back");
            let withdrawn = if known.withdrawn { withdrawn } else { "" };
            let Known { edition, cut_off, rule_set, .. } = known;
            outln!("{mark} {edition}  {cut_off}  {}{withdrawn}", rule_set.id);
        }
        for (year, months) in &years {
            outln!(
                "{} {year}: {} {} {MONTHS}",
                common.lang.pick(
                    "Số tháng đã công bố số liệu chính thức năm",
                    "Months published as final in"
                ),
                months.len(),
                common.lang.pick("trên", "of")
            );
        }
    }
    Ok(if index.editions.is_empty() { Code::NothingToDo } else { Code::Done })
}

pub fn verify(common: &Common, edition: Option<&str>) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let name = match edition {
        // A damaged edition has no manifest to be found by.
        Some(name) if is_name(name) && job.reports.join(name).is_dir() => name.to_owned(),
        Some(name) => find(&job, name, Code::InputMissing)?.edition,
        None => pointed(&job.reports, CURRENT).ok_or_else(|| {
            Stop::new(Code::NothingToDo, "nothing was published yet; run `chiso run` first")
        })?,
    };
    let folder = job.reports.join(&name);
    let manifest = read_manifest(&folder).map_err(|error| {
        Stop::new(Code::Data, format!("{name}: {} cannot be read: {error}", manifest::NAME))
    })?;
    let index = Index::open(&job.reports).map_err(Failure::from)?;
    let published = index.find(&name).map(|known| known.manifest.as_str());
    let mut faults = editions::damaged(&folder, &manifest, published);
    faults.extend(editions::bent(&folder, &manifest, |edition| index.is_gone(&name, edition)));
    let foreign = editions::foreign(&folder, &manifest);
    faults.extend(foreign.iter().map(|path| format!("{path}: no file of the edition")));
    if published.is_none() {
        faults.push(format!(
            "the index of {} does not name it: it was never published",
            job.shown(&job.reports)
        ));
    }
    let mut files = Files::on(Arc::new(Standing(folder.clone())));
    let is_there = |output: &&manifest::Output| folder.join(&output.path).is_file();
    manifest.outputs.iter().filter(is_there).for_each(|output| files.know(output.clone()));
    let same = match parity::check(&files, job.threads) {
        Ok(checked) => Ok(checked),
        Err(CheckFault::Disparity(found)) => Err(found),
        Err(fault @ CheckFault::Shelf(_)) => return Err(Stop::new(Code::Io, fault.to_string())),
    };
    if !faults.is_empty() {
        let places = same.err().map(|found| format!("\n{found}")).unwrap_or_default();
        return Err(Stop::new(
            Code::Data,
            format!("edition {name} is damaged:\n{}{places}", faults.join("\n")),
        ));
    }
    let checked =
        same.map_err(|found| Stop::new(Code::Data, format!("edition {name}: {found}")))?;
    if common.format == Format::Json {
        let by_kind: serde_json::Map<String, Json> =
            checked.by_kind().into_iter().map(|(kind, n)| (kind.to_owned(), n.into())).collect();
        let files = manifest.outputs.len();
        outln!("{}", json!({"edition": name, "files": files, "damaged": 0, "figures": by_kind}));
    } else {
        outln!(
            "{name}: {} {}, {} {}",
            manifest.outputs.len(),
            common.lang.pick("tệp nguyên vẹn", "files as published"),
            checked.all(),
            common.lang.pick("số liệu khớp nhau giữa các tệp", "figures the same in every file")
        );
    }
    Ok(Code::Done)
}

pub fn rollback(common: &Common, edition: &str) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let edition = find(&job, edition, Code::NothingToDo)?.edition;
    let _lock = job.lock()?;
    let mut index = Index::open(&job.reports).map_err(Failure::from)?;
    if index.find(&edition).is_none() {
        let what = format!("{edition} was never published; `chiso editions` lists what was");
        return Err(Stop::new(Code::NothingToDo, what));
    }
    index.roll_back(&edition);
    publish::commit(&job.reports, &index).map_err(Failure::from)?;
    let back = index.editions.iter().filter(|known| known.withdrawn);
    let back: Vec<&str> = back.map(|known| known.edition.as_str()).collect();
    outln!("{CURRENT} -> {edition}");
    if !back.is_empty() {
        outln!("{}: {}", common.lang.pick("Đã thu hồi", "Taken back"), back.join(", "));
    }
    Ok(Code::Done)
}

/// The one edition that is meant, or why none is: `unknown` where there is none of that name.
pub fn find(job: &Job, asked: &str, unknown: Code) -> Result<Manifest, Stop> {
    editions::find(&job.reports, asked).map_err(|error| {
        let code = match error {
            NotFound::Unknown { .. } => unknown,
            NotFound::Ambiguous { .. } => Code::Usage,
        };
        Stop::new(code, error.to_string())
    })
}

/// Whether it could be the name of an edition, and no path or link.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text != CURRENT && !text.starts_with('.') && !text.contains('/')
}
