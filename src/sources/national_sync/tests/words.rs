//! A message in words: its kind and number, then each thing that it says and that one would not say
//! that has nothing but its number.

use crate::{
    domain::message::{DossierMessage, EntryMessage, FindingSet, Message},
    domain::procedure::ProcedureRow,
    sources::Context,
};

/// Where nothing is said.
const NOTHING: &str = "-";

/// `unit` finds the unit of a dossier.
pub fn of(
    message: &Message<'_>,
    context: &Context,
    unit: &dyn Fn(&DossierMessage<'_>) -> String,
) -> String {
    match message {
        Message::Dossier(row) => dossier(row, context, unit(row)),
        Message::Entry(row) => entry(row),
        Message::Procedure(row) => procedure(row),
        Message::Rejected(reason, column) => {
            format!("rejected {} {column}", reason.as_str()).trim_end().to_owned()
        }
        other => panic!("no national message: {other:?}"),
    }
}

/// What is said, each by its name; `usual` says what is left out where it says the same.
fn listed(head: String, said: &[(&str, String)], usual: &[(&str, &str)]) -> String {
    let is_usual = |(name, value): &&(&str, String)| {
        let usual = usual.iter().find(|(known, _)| known == name);
        value.as_str() != usual.map_or(NOTHING, |(_, value)| *value)
    };
    let said = said.iter().filter(is_usual).map(|(name, value)| format!("{name} {value}"));
    [head].into_iter().chain(said).collect::<Vec<_>>().join(", ")
}

fn or_nothing<T: ToString>(value: Option<T>) -> String {
    value.map_or(NOTHING.to_owned(), |value| value.to_string())
}

fn findings(found: FindingSet) -> String {
    let names: Vec<&str> = found.iter().map(|finding| finding.as_str()).collect();
    or_nothing(Some(names.join(" ")).filter(|names| !names.is_empty()))
}

fn dossier(row: &DossierMessage<'_>, context: &Context, unit: String) -> String {
    let name = |names: Vec<String>, number: u32| names[number as usize].clone();
    let rounds = row.supplements.iter().flatten().map(|round| {
        let moved = if round.due_moved { ", due moved" } else { "" };
        format!("({} to {}{moved})", round.asked, or_nothing(round.completed))
    });
    let rounds: Vec<String> = rounds.collect();
    let flags = &row.flags;
    let said = [
        ("unit", unit),
        ("procedure", name(context.procedure_names.list(), row.procedure)),
        ("channel", row.channel.as_str().to_owned()),
        ("origin", format!("{:?}", row.origin)),
        ("status", or_nothing(row.status_given.then_some(row.status.0))),
        ("submitted", or_nothing(row.submitted)),
        ("received", or_nothing(row.received)),
        ("due", or_nothing(row.due)),
        ("ended", or_nothing(row.ended)),
        ("end_kind", or_nothing(row.end_kind.map(|kind| kind.as_str()))),
        ("returned", or_nothing(row.returned)),
        ("refused", or_nothing(row.refused)),
        ("digitized", or_nothing(flags.components_digitized)),
        ("reused", or_nothing(flags.component_reused)),
        ("has_digitized", or_nothing(flags.has_digitized_component)),
        ("from_store", or_nothing(flags.from_personal_store)),
        ("result_file", or_nothing(flags.result_file)),
        ("vneid", or_nothing(flags.vneid_verified)),
        ("synced", or_nothing(flags.synced)),
        ("online_payment", or_nothing(flags.online_payment)),
        ("all_zero", flags.fees_all_zero.to_string()),
        ("above_zero", flags.fee_above_zero.to_string()),
        ("population", flags.population_database.to_string()),
        ("databases", or_nothing(row.databases.map(|n| name(context.database_names.list(), n)))),
        ("fee", or_nothing(row.fee)),
        ("supplements", or_nothing(row.supplements.as_ref().map(|_| rounds.concat()))),
        (
            "reject",
            or_nothing(row.reject.map(|(why, column)| format!("{} {column}", why.as_str()))),
        ),
        ("told", findings(row.findings)),
    ];
    let usual = [
        ("unit", "unmapped"),
        ("procedure", ""),
        ("channel", "counter"),
        ("origin", "National"),
        ("digitized", "false"),
        ("result_file", "false"),
        ("synced", "true"),
        ("all_zero", "false"),
        ("above_zero", "false"),
        ("population", "false"),
        ("told", "channel_missing"),
    ];
    listed(format!("dossier {}", row.id), &said, &usual)
}

fn entry(row: &EntryMessage<'_>) -> String {
    let said = [
        ("at", row.at.to_string()),
        ("status", row.status.0.to_string()),
        ("class", format!("{:?}", row.class)),
        ("told", findings(row.findings)),
        ("text", format!("{:x}", row.text_hash)),
    ];
    let usual = [("class", "Plain(Step)"), ("text", "0")];
    listed(format!("step {}", row.dossier_id), &said, &usual)
}

fn procedure(row: &ProcedureRow) -> String {
    let version = &row.version;
    let said = [
        ("name", version.name.clone()),
        ("field", or_nothing(version.field_id.as_ref())),
        ("called", or_nothing(version.field_name.as_ref())),
        ("units", version.unit_ids.join(";")),
        ("level", or_nothing(version.online_level.map(|level| format!("{level:?}")))),
        ("fee", or_nothing(version.has_fee)),
        ("paper_result", or_nothing(version.paper_result)),
        ("citizens", or_nothing(version.citizen_subject)),
        ("limit", or_nothing(version.limit.map(|limit| format!("{limit:?}")))),
        ("complete", or_nothing(version.complete)),
        ("dated", version.is_dated().to_string()),
        ("public", (version.public_from.is_some() || version.public_to.is_some()).to_string()),
        ("basis", or_nothing(version.legal_basis.as_ref())),
    ];
    let usual = [
        ("name", ""),
        ("units", ""),
        ("complete", "false"),
        ("dated", "false"),
        ("public", "false"),
    ];
    listed(format!("procedure {}", row.id), &said, &usual)
}
