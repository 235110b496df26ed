//! What is said below a form: what the form says itself, which columns are empty and why, and how far the
//! figures can be trusted.

use std::collections::BTreeMap;

use super::filled::Filled;
use crate::{
    domain::{text::Text, wording, words},
    edition::shown,
    rules::forms::form::Shows,
};

/// The notes, in Vietnamese, as the form is.
pub fn notes(filled: &Filled<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if filled.invented {
        notes.push(wording::invented().vi);
    }
    if filled.provisional() {
        notes.push(words::of("form.provisional").vi.clone());
    }
    if let Some(month) = filled.coverage.complete_from() {
        notes.push(wording::incomplete_before(month).vi);
    }
    notes.extend(filled.form.notes.iter().filter_map(|note| {
        let count = note.count.as_ref().map(|formula| formula.value(&filled.total.counts));
        let number = shown::number(count.unwrap_or_default().unsigned_abs());
        (count != Some(0)).then(|| words::fill(&note.text, &[("count", number)], String::clone))
    }));
    notes.extend(empty_columns(filled));
    let parts = [("known", &wording::known_up_to(filled.cut_off)), ("rules", filled.rules)];
    notes.push(words::filled("form.basis", &parts).vi);
    notes
}

/// Columns that nothing gives, those of one reason together.
fn empty_columns(filled: &Filled<'_>) -> Vec<String> {
    let mut by_reason: BTreeMap<String, (usize, Vec<&str>)> = BTreeMap::new();
    for (place, column) in filled.form.columns.iter().enumerate() {
        let lacking = &filled.lacking[place];
        let reason = match &column.shows {
            Shows::Missing(what) => what.clone(),
            Shows::Count(_) if !lacking.is_empty() => Text::joined(lacking, &Text::name("; ")).vi,
            _ => continue,
        };
        let numbers = &mut by_reason.entry(reason).or_insert((place, Vec::new())).1;
        numbers.push(column.short_number());
    }
    let mut found: Vec<_> = by_reason.into_iter().collect();
    found.sort_by_key(|(_, (place, _))| *place);
    let said = |(reason, (_, numbers)): (String, (usize, Vec<&str>))| {
        let (columns, what) = (Text::name(numbers.join(", ")), Text::name(reason));
        words::filled("form.empty", &[("columns", &columns), ("what", &what)]).vi
    };
    found.into_iter().map(said).collect()
}
