//! `chiso prune`: editions that nothing final rests on are removed, as the configuration says.

use std::fs;

use serde_json::json;

use super::{
    args::{Common, Format},
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::{
    pipeline::Failure,
    press::{index::Index, publish, thinning::superfluous},
};

pub fn prune(common: &Common, dry_run: bool) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let _lock = job.lock()?;
    let mut index = Index::open(&job.reports).map_err(Failure::from)?;
    let gone: Vec<String> = match job.keep {
        Some(keep) => {
            let current = publish::current(&job.reports);
            let links = current.iter().flat_map(|manifest| &manifest.links);
            let linked = links.filter_map(|link| Some(link.to.as_ref()?.edition.clone())).collect();
            let gone = superfluous(&index, keep, &linked).into_iter();
            gone.map(|known| known.edition.clone()).collect()
        }
        None => Vec::new(),
    };
    if !dry_run && !gone.is_empty() {
        // What the index no longer names may go; a removal that is cut off leaves a folder that nobody reads.
        index.forget(&gone);
        publish::commit(&job.reports, &index).map_err(Failure::from)?;
        for edition in &gone {
            fs::remove_dir_all(job.reports.join(edition)).map_err(|error| {
                Stop::new(Code::Io, format!("{edition} cannot be removed: {error}"))
            })?;
        }
    }
    if common.format == Format::Json {
        let kept: Vec<&str> = index
            .editions
            .iter()
            .map(|known| known.edition.as_str())
            .filter(|edition| !gone.iter().any(|gone| gone == edition))
            .collect();
        outln!("{}", json!({"removed": gone, "kept": kept, "dry_run": dry_run}));
        return Ok(Code::Done);
    }
    let said = match (job.keep, dry_run) {
        (None, _) => common.lang.pick(
            "Mọi lần công bố được giữ (keep = \"all\" trong [publication])",
            "Every edition is kept (keep = \"all\" in [publication])",
        ),
        (_, true) => common.lang.pick("Sẽ xóa", "Would be removed"),
        (_, false) => common.lang.pick("Đã xóa", "Removed"),
    };
    match (job.keep.is_some(), gone.is_empty()) {
        (true, true) => outln!("{said}: 0"),
        (true, false) => outln!("{said}:\n  {}", gone.join("\n  ")),
        (false, _) => outln!("{said}"),
    }
    Ok(Code::Done)
}
