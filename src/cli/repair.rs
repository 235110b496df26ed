//! `chiso repair`: the index of what was published, made anew from the editions that are whole.

use serde_json::json;

use super::{
    args::{Common, Format},
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::{
    pipeline::Failure,
    press::{index::Index, publish},
};

pub fn repair(common: &Common) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let _lock = job.lock()?;
    let (index, faults) = Index::rebuilt(&job.reports);
    let Some(current) = index.current.clone() else {
        let what = match faults.is_empty() {
            true => "nothing was published yet; run `chiso run` first".to_owned(),
            false => format!(
                "no edition is whole; put one back from a copy:\n{}",
                faults.iter().map(told).collect::<Vec<_>>().join("\n")
            ),
        };
        return Err(Stop::new(Code::NothingToDo, what));
    };
    publish::commit(&job.reports, &index).map_err(Failure::from)?;
    if common.format == Format::Json {
        let names: Vec<&str> = index.editions.iter().map(|known| &*known.edition).collect();
        let damaged: Vec<String> = faults.iter().map(told).collect();
        outln!("{}", json!({"editions": names, "current": current, "damaged": damaged}));
        return Ok(Code::Done);
    }
    let lang = common.lang;
    outln!(
        "{}: {}; current -> {current}",
        lang.pick("Số lần công bố nguyên vẹn trong chỉ mục", "Whole editions in the index"),
        index.editions.len()
    );
    for fault in &faults {
        outln!(
            "{}: {}",
            lang.pick("Không nguyên vẹn, không còn được bảo vệ", "Not whole, guarded no longer"),
            told(fault)
        );
    }
    Ok(Code::Done)
}

fn told(fault: &crate::press::known::HistoryFault) -> String {
    format!("{}: {}", fault.path.display(), fault.what)
}
