//! `chiso check`: everything is read and nothing written; all problems in one pass.

use super::{
    args::{Common, Format},
    exit_code::{Code, Stop},
    output::outln,
    reporter::Reporter,
    run, settings,
};
use crate::{domain::period::Period, pipeline};

pub fn check(common: &Common, as_of: Option<&str>) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let last = Period::month(9998, 12).ok_or_else(|| Stop::new(Code::Internal, "no last month"))?;
    let cut_off = settings::cut_off(as_of, last)?;
    let reporter = Reporter::default();
    let report = pipeline::check(&job, cut_off, &|event| reporter.show(event));
    let log = reporter.finish();
    run::print_report(common, &job, &report?, &log);
    if common.format == Format::Text {
        outln!(
            "{}",
            common.lang.pick("Không có lỗi; chưa ghi gì.", "No fault found; nothing was written.")
        );
    }
    Ok(Code::Done)
}
