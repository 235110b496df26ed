//! `chiso lake list`, `compact` and `forget`: what the lake keeps of each input file.

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format, LakeAction},
    exit_code::{Code, Stop},
    output::outln,
    settings,
};
use crate::pipeline::keeping::{self, Compacted, Kept};

/// Letters of a hash that tell files apart for people.
const SHORT: usize = 12;

pub fn lake(common: &Common, action: &LakeAction) -> Result<Code, Stop> {
    match action {
        LakeAction::List => list(common),
        LakeAction::Compact => compact(common),
        LakeAction::Forget { hash, reason } => forget(common, hash, reason),
    }
}

fn list(common: &Common) -> Result<Code, Stop> {
    let job = settings::load(common)?;
    let (kept, versions) = (keeping::list(&job)?, keeping::versions(&job)?);
    if common.format == Format::Json {
        let parts: Vec<Json> = kept.iter().map(as_json).collect();
        let mut of_editions = json!(versions.parts);
        of_editions["rules"] = json!(versions.rules);
        outln!("{}", json!({"parts": parts, "kept_for_editions": of_editions}));
        return Ok(Code::Done);
    }
    let lang = common.lang;
    for Kept { listed, bytes, received, account } in &kept {
        let state = if listed.archived {
            lang.pick("đã lưu", "archived")
        } else {
            lang.pick("có tệp", "present")
        };
        let span = received.map_or_else(String::new, |(first, last)| {
            format!("  {} – {}", first.day().to_date(), last.day().to_date())
        });
        let rows = account.as_ref().map_or_else(String::new, |input| {
            let account = &input.account;
            format!(
                "  {} {}, {} {}",
                account.read,
                lang.pick("dòng", "rows"),
                account.counted,
                lang.pick("được tính", "counted")
            )
        });
        outln!(
            "{}  {state}  {}  {}{span}{rows}  {} {}  {bytes} B",
            &listed.sha256[..SHORT],
            listed.source,
            listed.file,
            lang.pick("đọc ngày", "read on"),
            listed.read_on.to_date()
        );
    }
    let parts = versions.parts.iter().map(|(kind, number)| format!("{kind} {number}"));
    outln!(
        "{}: {}; {} {}",
        lang.pick("Phiên bản cũ giữ lại cho các ấn bản", "Older versions kept for editions"),
        parts.collect::<Vec<_>>().join(", "),
        lang.pick("bộ quy tắc và chỉ tiêu", "rule sets and targets"),
        versions.rules
    );
    Ok(Code::Done)
}

fn compact(common: &Common) -> Result<Code, Stop> {
    let Compacted { before, after, dropped } = keeping::compact(&settings::load(common)?)?;
    if common.format == Format::Json {
        outln!(
            "{}",
            json!({"segments_before": before, "segments": after, "rows_dropped": dropped})
        );
        return Ok(Code::Done);
    }
    let lang = common.lang;
    outln!(
        "{}: {before} → {after}; {}: {dropped}",
        lang.pick("Số tệp của kho", "Segments of the lake"),
        lang.pick("dòng không còn được tính đã bỏ", "rows left out that do not count any more")
    );
    Ok(Code::Done)
}

fn as_json(kept: &Kept) -> Json {
    let Kept { listed, bytes, received, account } = kept;
    json!({
        "file": listed.file,
        "source": listed.source,
        "kind": listed.kind.as_str(),
        "sha256": listed.sha256,
        "part": listed.name(),
        "part_bytes": bytes,
        "state": if listed.archived { "archived" } else { "present" },
        "read_on": listed.read_on.to_date().to_string(),
        "first_received": received.map(|(first, _)| first.to_string()),
        "last_received": received.map(|(_, last)| last.to_string()),
        "account": account.as_ref().map(|input| &input.account),
    })
}

fn forget(common: &Common, hash: &str, reason: &str) -> Result<Code, Stop> {
    if reason.trim().is_empty() {
        return Err(Stop::new(Code::Usage, "--reason is empty; say why the file is forgotten"));
    }
    let job = settings::load(common)?;
    for listed in keeping::forget(&job, hash, reason)? {
        outln!(
            "{}: {} ({})",
            common.lang.pick(
                "Đã xóa khỏi kho; lần chạy sau sẽ tính không có tệp này, trừ khi tệp vẫn còn và được đọc lại",
                "Forgotten; the next run counts without it, unless it is there and is read again"
            ),
            listed.file,
            listed.source
        );
    }
    Ok(Code::Done)
}
