//! `chiso portal`: snapshots of what the national portal published, kept and set beside our own figures.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format, PortalWish},
    count::objects,
    exit_code::{Code, Stop},
    output::{complain, outln},
    settings,
};
use crate::{
    domain::{number::Decimal, text::Lang},
    pipeline::portal::{self, Asked, Compared, Loop, Outcome, Refused},
    schema::{self, Table, codes, published::PORTAL},
};

/// How many differences are told line by line; the table has all.
const TOLD: usize = 20;

pub fn portal(common: &Common, wish: &PortalWish) -> Result<Code, Stop> {
    let tolerance = Decimal::parse(&wish.tolerance, 2).ok_or_else(|| {
        let what = format!("--tolerance {:?}: expected points such as 0.01", wish.tolerance);
        Stop::new(Code::Usage, what)
    })?;
    let job = settings::load(common)?;
    let asked = Asked {
        folder: &wish.folder,
        accepted: &wish.accept,
        tolerance,
        into: wish.into.as_deref(),
    };
    let found = portal::compare(&job, &asked)?;
    for Refused { name, why } in &found.refused {
        complain(&format!(
            "{name} is refused and not kept: {why}. If it is whole, say --accept {name}"
        ));
    }
    match common.format {
        Format::Json => outln!("{}", json(&found)),
        Format::Text => text(common.lang, &found),
    }
    let differs = found.compared.iter().any(|one| one.outcome == Outcome::Different);
    Ok(if differs || !found.refused.is_empty() { Code::Data } else { Code::Done })
}

const OUTCOMES: [Outcome; 4] =
    [Outcome::Equal, Outcome::Within, Outcome::Different, Outcome::NotCompared];

fn tally<'a>(rows: impl Iterator<Item = &'a Compared>) -> [u64; 4] {
    rows.fold([0; 4], |mut tally, row| {
        tally[row.outcome as usize] += 1;
        tally
    })
}

/// The words of a code of one of these lists.
fn said(list: &[schema::Code], name: &str, lang: Lang) -> String {
    let code = list.iter().find(|code| code.name == name);
    code.map_or(String::new(), |code| code.meaning().get(lang).to_owned())
}

fn text(lang: Lang, found: &Loop) {
    let kept = lang.pick("Bản chụp đã lưu", "Snapshots kept");
    outln!("{kept}: {} ({} {})", found.kept.len(), found.new.len(), lang.pick("mới", "new"));
    if found.passed_over > 0 {
        let what = lang
            .pick("Dòng lọc theo thủ tục, không đối chiếu", "Rows of filtered pages, not compared");
        outln!("{what}: {}", found.passed_over);
    }
    let mut by_unit: BTreeMap<(&str, &str), Vec<&Compared>> = BTreeMap::new();
    for row in &found.compared {
        by_unit.entry((&row.period, &row.portal_unit)).or_default().push(row);
    }
    for ((period, unit), rows) in by_unit {
        let tally = tally(rows.iter().copied());
        let counts = OUTCOMES.iter().zip(tally).filter(|(_, rows)| *rows > 0).map(|(one, rows)| {
            format!("{} {rows}", said(codes::PORTAL_OUTCOMES, one.as_str(), lang))
        });
        let counts = counts.collect::<Vec<_>>().join(", ");
        // Why rows are not compared is alike in most of them.
        let causes: BTreeSet<&str> = rows
            .iter()
            .filter(|row| row.outcome == Outcome::NotCompared)
            .filter_map(|row| row.cause.as_ref().map(|(code, _)| *code))
            .collect();
        let causes: Vec<String> =
            causes.into_iter().map(|code| said(codes::PORTAL_CAUSES, code, lang)).collect();
        let why =
            if causes.is_empty() { String::new() } else { format!(" ({})", causes.join("; ")) };
        outln!("{period} · {unit}: {counts}{why}");
    }
    let mut different: Vec<&Compared> =
        found.compared.iter().filter(|row| row.outcome == Outcome::Different).collect();
    let points = |row: &Compared| row.differences()[2].map_or(Decimal::ZERO, Decimal::abs);
    different
        .sort_by(|a, b| points(b).partial_cmp(&points(a)).unwrap_or(std::cmp::Ordering::Equal));
    for row in different.iter().take(TOLD) {
        outln!("  {}", line(row, lang));
    }
    if let Some(more) = different.len().checked_sub(TOLD).filter(|more| *more > 0) {
        outln!("  … {} {more}", lang.pick("và thêm", "and more:"));
    }
    for file in &found.files {
        outln!("{}: {}", lang.pick("Đã ghi", "Written"), file.display());
    }
}

fn line(row: &Compared, lang: Lang) -> String {
    let shown = |(counts, points): (Option<(u64, u64)>, Option<Decimal>)| {
        let counts = counts.map(|(above, below)| format!("{above}/{below}"));
        let points = points.map(|points| points.to_string());
        [counts, points].into_iter().flatten().collect::<Vec<_>>().join(" → ")
    };
    let cause = row.cause.as_ref().map_or(String::new(), |(code, told_by)| {
        let words = said(codes::PORTAL_CAUSES, code, lang);
        if told_by.is_empty() { format!("; {words}") } else { format!("; {words} ({told_by})") }
    });
    let (portal, own) = (shown(row.published), shown(row.own));
    let (on_portal, ours) = (lang.pick("Cổng", "portal"), lang.pick("cơ quan", "ours"));
    let (period, unit, id) = (&row.period, &row.portal_unit, &row.id);
    format!("{period} · {unit} · {id}: {on_portal} {portal}, {ours} {own}{cause}")
}

fn json(found: &Loop) -> Json {
    let tally = tally(found.compared.iter());
    let counts =
        OUTCOMES.iter().zip(tally).map(|(one, rows)| (one.as_str().to_owned(), json!(rows)));
    let rows = found.compared.iter().map(Compared::values).collect();
    let table = Table { name: "portal", columns: PORTAL, rows };
    let refused = found.refused.iter().map(|one| json!({ "name": one.name, "why": one.why }));
    json!({
        "kept": found.kept,
        "passed_over": found.passed_over,
        "new": found.new,
        "refused": refused.collect::<Vec<_>>(),
        "outcomes": Json::Object(counts.collect()),
        "rows": objects(&table),
        "files": found.files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>(),
    })
}
