//! Why figures may differ, as `chiso plan` and `chiso diff` say it.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use crate::{
    disclose::Policy, domain::text::Lang, edition::manifest::Input, press::causes::Causes,
};

/// The causes as JSON; what is equal is null or an empty list.
pub fn json(causes: &Causes) -> Json {
    let input = |i: &Input| json!({"file": i.file, "source": i.source, "sha256": i.sha256, "rows": i.account.read});
    let list = |inputs: &[Input]| -> Json { inputs.iter().map(input).collect() };
    let pair = |pair: &Option<(String, String)>| {
        pair.as_ref().map(|(before, after)| json!({"before": before, "after": after}))
    };
    let changed: Json = causes
        .inputs_changed
        .iter()
        .map(|(before, after)| {
            json!({
                "file": after.file,
                "source": after.source,
                "before": {"sha256": before.sha256, "rows": before.account.read},
                "after": {"sha256": after.sha256, "rows": after.account.read},
            })
        })
        .collect();
    json!({
        "inputs": {
            "added": list(&causes.inputs_added),
            "removed": list(&causes.inputs_removed),
            "changed": changed,
        },
        "rule_set": causes.rule_set.as_ref().map(|(before, after)| json!({"before": before, "after": after})),
        "cut_off": pair(&causes.cut_off),
        "program": pair(&causes.program),
        "disclosure": causes.disclosure.map(|(before, after)| json!({"before": before, "after": after})),
    })
}

/// The causes as lines, indented.
pub fn text(causes: &Causes, lang: Lang) -> String {
    let mut out = String::new();
    let rows = lang.pick("dòng", "rows");
    for input in &causes.inputs_added {
        let _ = writeln!(out, "  + {}  {} {rows}", input.file, input.account.read);
    }
    for input in &causes.inputs_removed {
        let _ = writeln!(out, "  - {}  {} {rows}", input.file, input.account.read);
    }
    for (before, after) in &causes.inputs_changed {
        let (old, new) = (before.account.read, after.account.read);
        let _ = writeln!(
            out,
            "  ~ {}  {old} → {new} {rows}, sha256 {} → {}",
            after.file,
            short(&before.sha256),
            short(&after.sha256)
        );
    }
    if let Some((before, after)) = &causes.rule_set {
        let of =
            |set: &crate::edition::manifest::RuleSetRef| format!("{} {}", set.id, short(&set.hash));
        let title = lang.pick("bộ quy tắc", "rule set");
        let _ = writeln!(out, "  {title}: {} → {}", of(before), of(after));
    }
    for (title, pair) in [
        (lang.pick("thời điểm chốt số liệu", "cut-off"), &causes.cut_off),
        (lang.pick("chương trình", "program"), &causes.program),
    ] {
        if let Some((before, after)) = pair {
            let _ = writeln!(out, "  {title}: {before} → {after}");
        }
    }
    if let Some((before, after)) = causes.disclosure {
        let title = lang.pick("quy tắc công bố công khai", "disclosure control");
        let _ = writeln!(out, "  {title}: {} → {}", policy(before), policy(after));
    }
    if out.is_empty() {
        let none = lang.pick(
            "  dữ liệu đầu vào, bộ quy tắc, thời điểm chốt số liệu và chương trình như nhau",
            "  the same inputs, rule set, cut-off and program",
        );
        let _ = writeln!(out, "{none}");
    }
    out
}

/// The name of the policy and its bounds; a dash where nothing is made public.
fn policy(policy: Option<Policy>) -> String {
    let Some(policy) = policy else { return "–".to_owned() };
    let rounding = policy.rounding().map(|rounding| [rounding.threshold, rounding.base]);
    let opinions = match policy {
        Policy::Portal { opinions } => opinions,
        _ => None,
    };
    let bounds = rounding.into_iter().flatten().chain(opinions);
    let parts: Vec<String> = std::iter::once(policy.name().as_str().to_owned())
        .chain(bounds.map(|bound| bound.to_string()))
        .collect();
    parts.join(" / ")
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
