//! `chiso report`: the report of any range of months as DOCX and HTML, from the lake.

use std::io::{Write, stderr};

use serde_json::json;

use super::{
    args::{Common, Format, ReportRange},
    exit_code::{Code, Stop},
    known,
    output::outln,
    settings,
};
use crate::pipeline::reporting;

pub fn report(common: &Common, range: &ReportRange) -> Result<Code, Stop> {
    let (from, to) = (settings::month("--from", &range.from)?, settings::month("--to", &range.to)?);
    settings::in_order(from, to)?;
    let job = settings::load(common)?;
    let as_of = known::until(&job, range.as_of.as_deref(), to)?;
    let reported = reporting::report(&job, from, to, as_of, range.output.as_deref())?;
    if let Some(first) = reported.others.first() {
        let _ = writeln!(
            stderr(),
            "warning: the lake no longer gives what was published: {} final figures of this report are others (first {first}). \
             `chiso run` names all of them in tables/late, `chiso restate` publishes them anew",
            reported.others.len()
        );
    }
    if common.format == Format::Json {
        let periods: Vec<String> = reported.periods.iter().map(ToString::to_string).collect();
        let files: Vec<String> = reported.files.iter().map(|file| job.shown(file)).collect();
        outln!(
            "{}",
            json!({
                "periods": periods,
                "provisional": reported.provisional,
                "cut_off": reported.cut_off.to_string(),
                "files": files,
                "differs_from_published": reported.others.len(),
            })
        );
    } else {
        if reported.provisional {
            outln!(
                "{}",
                common.lang.pick(
                    "Số liệu tạm tính: kỳ báo cáo chưa kết thúc tại thời điểm chốt số liệu",
                    "Provisional: the range was not over at the cut-off"
                )
            );
        }
        for file in &reported.files {
            outln!("{}: {}", common.lang.pick("Đã ghi", "Written"), file.display());
        }
    }
    Ok(Code::Done)
}
