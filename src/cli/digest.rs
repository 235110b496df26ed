//! `chiso digest`: a letter to each unit, as text and HTML, ready to be sent by other means.

use serde_json::json;

use super::{
    args::{Common, DigestWish, Format},
    clock,
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::pipeline::digesting;

pub fn digest(common: &Common, wish: &DigestWish) -> Result<Code, Stop> {
    let period = settings::period(&wish.of.month)?;
    let job = settings::load(common)?;
    let cut_off = settings::cut_off(wish.of.as_of.as_deref(), period, clock::now(job.zone)?)?;
    clock::warn_of_old_lake(&job, cut_off);
    let files = digesting::digest(&job, period, cut_off, &wish.into)?;
    if common.format == Format::Json {
        let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        outln!("{}", json!({ "period": period.to_string(), "files": files }));
        return Ok(Code::Done);
    }
    for file in files {
        outln!("{}: {}", common.lang.pick("Đã ghi", "Written"), file.display());
    }
    Ok(Code::Done)
}
