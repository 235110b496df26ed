//! Why two editions may differ, as far as their manifests say: other inputs, another rule set,
//! another cut-off, another program, other disclosure control. What is equal is left out. That the
//! rule set changed is said in one line, alike wherever it is said.

use std::collections::BTreeMap;

use crate::domain::text::Text;
use crate::{
    disclose::Policy,
    edition::manifest::{Input, Manifest, RuleSetRef},
};

/// What figures were made from.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    pub inputs: &'a [Input],
    pub rule_set: &'a RuleSetRef,
    pub cut_off: &'a str,
    pub program: &'a str,
    pub disclosure: Option<Policy>,
}

impl<'a> From<&'a Manifest> for Basis<'a> {
    fn from(manifest: &'a Manifest) -> Self {
        let Manifest { inputs, rule_set, cut_off, program, disclosure, .. } = manifest;
        Self { inputs, rule_set, cut_off, program, disclosure: *disclosure }
    }
}

/// Before and after.
pub type Pair<T> = (T, T);

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes {
    pub inputs_added: Vec<Input>,
    pub inputs_removed: Vec<Input>,
    /// Files of the same name with other bytes.
    pub inputs_changed: Vec<Pair<Input>>,
    pub rule_set: Option<Pair<RuleSetRef>>,
    pub cut_off: Option<Pair<String>>,
    pub program: Option<Pair<String>>,
    /// How the public figures were made; `None` within where there are none.
    pub disclosure: Option<Pair<Option<Policy>>>,
}

/// What differs between two bases. A file is known by its source and its path.
pub fn causes(before: Basis<'_>, after: Basis<'_>) -> Causes {
    let by_name = |inputs: &'_ [Input]| -> BTreeMap<(String, String), Input> {
        inputs.iter().map(|i| ((i.source.clone(), i.file.clone()), i.clone())).collect()
    };
    let mut found = Causes::default();
    let mut left = by_name(before.inputs);
    for (name, input) in by_name(after.inputs) {
        match left.remove(&name) {
            None => found.inputs_added.push(input),
            Some(old) if old.sha256 != input.sha256 => found.inputs_changed.push((old, input)),
            Some(_) => {}
        }
    }
    found.inputs_removed = left.into_values().collect();
    let pair = |a: &str, b: &str| (a != b).then(|| (a.to_owned(), b.to_owned()));
    found.cut_off = pair(before.cut_off, after.cut_off);
    found.disclosure =
        (before.disclosure != after.disclosure).then_some((before.disclosure, after.disclosure));
    found.program = pair(before.program, after.program);
    found.rule_set = (before.rule_set != after.rule_set)
        .then(|| (before.rule_set.clone(), after.rule_set.clone()));
    found
}

/// That a rule set is not what it was, in one line without its full stop; `None` where it is.
pub fn rule_set_changed(before: &RuleSetRef, after: &RuleSetRef) -> Option<Text> {
    let short = |set: &RuleSetRef| format!("{}…", set.hash.get(..12).unwrap_or(&set.hash));
    let (old, new) = (short(before), short(after));
    if before == after {
        return None;
    }
    Some(if before.id == after.id {
        Text {
            vi: format!("bộ quy tắc {} đã thay đổi (mã băm {old} → {new})", after.id),
            en: format!("the rule set {} changed (hash {old} → {new})", after.id),
        }
    } else {
        let (id, by) = (&before.id, &after.id);
        Text {
            vi: format!("bộ quy tắc {id} (mã băm {old}) được thay bằng {by} (mã băm {new})"),
            en: format!("the rule set {id} (hash {old}) gave way to {by} (hash {new})"),
        }
    })
}
