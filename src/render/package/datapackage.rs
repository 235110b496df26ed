//! `datapackage.json`: the Frictionless Data Package, version 2, with a Table Schema for each table.
//! <https://datapackage.org/standard/data-package/>

use serde_json::{Map, Value as Json, json};

use super::{
    changelog,
    described::Described,
    resources::{Format, Resource, bounds},
};
use crate::schema::{Column, Type, codes, tables::TableMeaning};

const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

pub fn package(described: &Described<'_>, resources: &[Resource<'_>]) -> Json {
    let manifest = described.manifest;
    let (title, about) = (described.title(), described.about());
    let mut publisher =
        json!({"title": manifest.authority.name, "roles": ["publisher", "creator"]});
    if let Some(url) = &described.publication.publisher_url {
        publisher["path"] = json!(url);
    }
    let mut package = json!({
        "$schema": PROFILE,
        "name": name(&manifest.authority.id),
        "title": title.vi,
        "description": format!("{}\n\n{}", about.vi, about.en),
        "titles": title,
        "version": manifest.edition,
        "contributors": [publisher],
        "keywords": ["766/QĐ-TTg", "thủ tục hành chính", "administrative procedures"],
        "periods": manifest.periods,
        "cut_off": manifest.cut_off,
        "rule_set": manifest.rule_set,
        "program": manifest.program,
        "changes": changelog::changelog(described)["editions"],
        "resources": resources.iter().map(|one| resource(one, resources)).collect::<Vec<_>>(),
    });
    if let Some(licence) = &described.publication.licence {
        package["licenses"] =
            json!([{"name": licence.id, "title": licence.title, "path": licence.url}]);
    }
    package
}

/// Lower-case letters, digits, `-`, `_` and `.`, as names of packages are.
fn name(authority: &str) -> String {
    let id: String = authority
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' })
        .collect();
    format!("chiso-{id}")
}

fn resource(resource: &Resource<'_>, all: &[Resource<'_>]) -> Json {
    let output = resource.output;
    let (title, about) = (resource.title(), resource.table.about());
    let mut described = json!({
        "name": resource.name(),
        "path": output.path,
        "type": "table",
        "title": title.vi,
        "description": format!("{}\n\n{}", about.vi, about.en),
        "titles": title,
        "format": resource.format.extension(),
        "mediatype": resource.format.media_type(),
        "bytes": output.bytes,
        "hash": format!("sha256:{}", output.sha256),
        "schema": schema(resource, all),
    });
    if let Some(rows) = output.rows {
        described["rows"] = json!(rows);
    }
    if resource.format == Format::Csv {
        described["encoding"] = json!("utf-8");
    }
    if resource.is_packed {
        described["compression"] = json!("gz");
    }
    described
}

fn schema(resource: &Resource<'_>, all: &[Resource<'_>]) -> Json {
    let table = resource.table;
    let fields: Vec<Json> = table.columns.iter().map(|column| field(table, column)).collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    // Every cell of a unit and period stands on a line of the scorecard.
    let whole = resource.named("scorecard");
    let keys = ["period", "unit_id"];
    if table.name != "scorecard"
        && keys.iter().all(|key| table.key.contains(key))
        && all.iter().any(|other| other.name() == whole)
    {
        let reference = json!({"resource": whole, "fields": keys});
        schema["foreignKeys"] = json!([{"fields": keys, "reference": reference}]);
    }
    schema
}

fn field(table: &TableMeaning, column: &Column) -> Json {
    let mut field = json!({
        "name": column.name,
        "type": kind(column.kind),
        "title": column.vi(),
        "description": column.en(),
    });
    if !column.unit.is_empty() {
        field["unit"] = json!(column.unit);
    }
    let listed = codes::of(column);
    let mut constraints = Map::new();
    if let Type::Code(_) = column.kind {
        let names: Vec<&str> = listed.iter().map(|code| code.name).collect();
        constraints.insert("enum".into(), json!(names));
        field["categories"] = listed
            .iter()
            .map(|code| {
                let crate::domain::text::Text { vi, en } = code.meaning();
                json!({"value": code.name, "label": format!("{vi} · {en}")})
            })
            .collect();
    }
    if table.is_required(column.name) {
        constraints.insert("required".into(), json!(true));
    }
    let (least, most) = bounds(column);
    for (name, bound) in [("minimum", least), ("maximum", most)] {
        if let Some(bound) = bound {
            constraints.insert(name.into(), json!(bound));
        }
    }
    if !constraints.is_empty() {
        field["constraints"] = Json::Object(constraints);
    }
    if table.is_empty_a_value(column.name) {
        field["missingValues"] = json!([]);
    }
    field
}

/// The type of Table Schema.
pub(super) const fn kind(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::Code(_) => "string",
        Type::Bool => "boolean",
        Type::Int => "integer",
        Type::Decimal(_) => "number",
        Type::Date => "date",
        Type::Time => "datetime",
    }
}
