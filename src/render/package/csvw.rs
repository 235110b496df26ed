//! `NAME.csv-metadata.json` beside each CSV: CSV on the Web.
//! <https://www.w3.org/TR/tabular-metadata/>

use serde_json::{Value as Json, json};

use super::{
    described::{Described, in_both},
    resources::{Resource, bounds},
};
use crate::schema::{Column, Type, codes, tables::TableMeaning};

pub fn metadata(described: &Described<'_>, resource: &Resource<'_>) -> Json {
    let table = resource.table;
    let path = &resource.output.path;
    let columns: Vec<Json> = table.columns.iter().map(|one| column(table, one)).collect();
    let mut schema = json!({"columns": columns});
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    let mut metadata = json!({
        "@context": "http://www.w3.org/ns/csvw",
        "url": path.rsplit('/').next().unwrap_or(path),
        "dc:title": in_both(&resource.title()),
        "dc:description": in_both(&table.about()),
        "dc:publisher": described.manifest.authority.name,
        "dialect": {"encoding": "utf-8", "header": true, "delimiter": ",", "quoteChar": "\""},
        "tableSchema": schema,
    });
    if let Some(licence) = &described.publication.licence {
        metadata["dc:license"] = json!({"@id": licence.url});
    }
    metadata
}

fn column(table: &TableMeaning, column: &Column) -> Json {
    let mut described = json!({
        "name": column.name,
        // The name in the heading of the file is in no language.
        "titles": {"und": column.name, "vi": column.vi(), "en": column.en()},
        "datatype": datatype(column),
        "required": table.is_required(column.name),
    });
    if table.is_empty_a_value(column.name) {
        described["null"] = json!([]);
    }
    described
}

fn datatype(column: &Column) -> Json {
    let base = base(column.kind);
    if let Type::Code(_) = column.kind {
        let names: Vec<&str> = codes::of(column).iter().map(|code| code.name).collect();
        return json!({"base": base, "format": format!("^({})$", names.join("|"))});
    }
    let (least, most) = bounds(column);
    if (least, most) == (None, None) {
        return json!(base);
    }
    let mut datatype = json!({"base": base});
    for (name, bound) in [("minimum", least), ("maximum", most)] {
        if let Some(bound) = bound {
            datatype[name] = json!(bound.to_string());
        }
    }
    datatype
}

/// The built-in datatype of CSVW.
pub(super) const fn base(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::Code(_) => "string",
        Type::Bool => "boolean",
        Type::Int => "integer",
        Type::Decimal(_) => "decimal",
        Type::Date => "date",
        Type::Time => "dateTime",
    }
}
