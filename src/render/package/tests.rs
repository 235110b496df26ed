//! Every declared column stands in the package and in CSVW with its type and meaning, and no other;
//! the catalogue and the changelog say what the manifest says.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::edition::{manifest::Manifest, view::Audience};
use crate::{
    domain::digest::sha256,
    edition::manifest::{Authority, Output, Period, RuleSetRef},
    schema::{
        Type, codes,
        tables::{self, TableMeaning},
    },
};

fn output(path: &str, content: &str) -> Output {
    let bytes = content.len() as u64;
    Output {
        path: path.into(),
        bytes,
        sha256: sha256(content.as_bytes()),
        rows: Some(1),
        content: None,
    }
}

/// Every table that an edition may hold, in both formats.
fn manifest(edition: &str, content: &str) -> Manifest {
    let mut outputs = vec![output("charts/scorecard.csv", "a chart is no dataset")];
    for extension in ["csv", "parquet"] {
        for table in tables::published::ALL {
            for folder in ["tables", "tables/as_now"] {
                outputs.push(output(&format!("{folder}/{}.{extension}", table.name), content));
            }
        }
        for table in tables::quality::ALL {
            outputs.push(output(&format!("quality/{}.{extension}", table.name), "quality"));
        }
    }
    Manifest {
        settings: None,
        format: 1,
        edition: edition.into(),
        revision: 1,
        published_at: None,
        after: None,
        reason: None,
        program: "chiso".into(),
        authority: Authority {
            id: "G06".into(), name: "Một bộ".into(), kind: "ministry".into()
        },
        periods: ["2026-08", "2026-Q3", "2026-H2", "2026"]
            .map(|period| Period { period: period.into(), kind: String::new(), provisional: false })
            .into(),
        cut_off: "2026-09-01 00:00:00".into(),
        rule_set: RuleSetRef { id: "portal-2026".into(), hash: "0".into() },
        disclosure: None,
        inputs: Vec::new(),
        outputs,
        links: Vec::new(),
    }
}

fn licensed() -> Publication {
    Publication {
        licence: Licence::known("CC-BY-4.0"),
        publisher_url: Some("https://example.vn/".into()),
        day: None,
        tables_only: false,
    }
}

fn described(manifest: &Manifest, publication: &Publication) -> BTreeMap<String, Json> {
    let described = Described { manifest, audience: Audience::Internal, publication, earlier: &[] };
    files(&described)
        .into_iter()
        .map(|(path, bytes)| (path, serde_json::from_slice(&bytes).unwrap()))
        .collect()
}

/// The table and view of a resource by its path.
fn declared(path: &str) -> &'static TableMeaning {
    let name = path.rsplit('/').next().unwrap().split('.').next().unwrap();
    tables::of_edition(name).unwrap()
}

fn list(value: &Json) -> &Vec<Json> {
    value.as_array().unwrap()
}

#[test]
fn the_package_holds_every_declared_column_with_its_type_and_meaning_and_no_other() {
    let files = described(&manifest("e", "a"), &licensed());
    let resources = list(&files["datapackage.json"]["resources"]);
    assert_eq!(
        resources.len(),
        2 * (2 * tables::published::ALL.len() + tables::quality::ALL.len())
    );
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let table = declared(path);
        let shown: Vec<[&str; 4]> = list(&resource["schema"]["fields"])
            .iter()
            .map(|f| ["name", "type", "title", "description"].map(|key| f[key].as_str().unwrap()))
            .collect();
        let expected: Vec<[&str; 4]> = table
            .columns
            .iter()
            .map(|column| [column.name, table_schema(column.kind), column.vi(), column.en()])
            .collect();
        assert_eq!(shown, expected, "{path}");
        for (field, column) in list(&resource["schema"]["fields"]).iter().zip(table.columns) {
            let names: Vec<&str> = codes::of(column).iter().map(|code| code.name).collect();
            if let Type::Code(_) = column.kind {
                assert_eq!(field["constraints"]["enum"], json!(names), "{path} {}", column.name);
            }
            assert_eq!(field["unit"].as_str().unwrap_or_default(), column.unit);
        }
        let key: Vec<&str> = table.key.to_vec();
        assert_eq!(
            resource["schema"].get("primaryKey"),
            (!key.is_empty()).then(|| json!(key)).as_ref()
        );
    }
}

/// The types of Table Schema, written down a second time.
fn table_schema(kind: Type) -> &'static str {
    match kind {
        Type::Bool => "boolean",
        Type::Int => "integer",
        Type::Decimal(_) => "number",
        Type::Date => "date",
        Type::Time => "datetime",
        Type::Text | Type::Code(_) => "string",
    }
}

#[test]
fn csvw_holds_every_declared_column_with_its_type_and_meaning_and_no_other() {
    let files = described(&manifest("e", "a"), &licensed());
    let mut seen = 0;
    for (path, metadata) in files.iter().filter(|(path, _)| path.ends_with("-metadata.json")) {
        let table = declared(path);
        let columns = list(&metadata["tableSchema"]["columns"]);
        assert_eq!(columns.len(), table.columns.len(), "{path}");
        for (shown, column) in columns.iter().zip(table.columns) {
            let titles = json!({"und": column.name, "vi": column.vi(), "en": column.en()});
            assert_eq!(shown["titles"], titles, "{path}");
            assert_eq!(shown["name"], json!(column.name), "{path}");
            let datatype = &shown["datatype"];
            let base = datatype.as_str().or_else(|| datatype["base"].as_str()).unwrap();
            let expected = match column.kind {
                Type::Decimal(_) => "decimal",
                Type::Time => "dateTime",
                other => table_schema(other),
            };
            assert_eq!(base, expected, "{path} {}", column.name);
        }
        assert_eq!(
            format!("{}-metadata.json", metadata["url"].as_str().unwrap()),
            path.rsplit('/').next().unwrap()
        );
        seen += 1;
    }
    assert_eq!(seen, 2 * tables::published::ALL.len() + tables::quality::ALL.len());
}

#[test]
fn a_licence_is_stated_where_it_is_given_and_nowhere_else() {
    let named = |publication: &Publication| -> usize {
        let files = described(&manifest("e", "a"), publication);
        let text: String = files.values().map(Json::to_string).collect();
        text.matches("creativecommons.org/licenses/by/4.0").count()
    };
    assert_eq!(named(&Publication::default()), 0);
    let files = described(&manifest("e", "a"), &Publication::default());
    assert!(files["datapackage.json"].get("licenses").is_none());
    // The package, the catalogue, its distributions, and a metadata file for each CSV.
    let tables = 2 * tables::published::ALL.len() + tables::quality::ALL.len();
    assert_eq!(named(&licensed()), 1 + 1 + 2 * tables + tables);
}

#[test]
fn the_catalogue_names_every_file_with_its_size_and_hash() {
    let manifest = manifest("e", "a");
    let files = described(&manifest, &licensed());
    let graph = list(&files["catalog.jsonld"]["@graph"]);
    let of = |kind: &str| -> Vec<&Json> { graph.iter().filter(|n| n["@type"] == kind).collect() };
    let datasets = 2 * tables::published::ALL.len() + tables::quality::ALL.len();
    assert_eq!(of("dcat:Dataset").len(), datasets);
    assert_eq!(of("dcat:DatasetSeries").len(), datasets);
    for distribution in of("dcat:Distribution") {
        let path = distribution["dcat:downloadURL"]["@id"].as_str().unwrap();
        let output = manifest.outputs.iter().find(|output| output.path == path).unwrap();
        assert_eq!(distribution["dcat:byteSize"]["@value"], json!(output.bytes.to_string()));
        assert_eq!(
            distribution["spdx:checksum"]["spdx:checksumValue"]["@value"],
            json!(output.sha256)
        );
    }
    let temporal = &of("dcat:Dataset")[0]["dct:temporal"];
    assert_eq!(temporal["dcat:startDate"]["@value"], json!("2026-01-01"));
    assert_eq!(temporal["dcat:endDate"]["@value"], json!("2026-12-31"));
}

#[test]
fn the_changelog_says_which_tables_each_edition_changed() {
    let first = manifest("first", "a");
    let mut second = manifest("second", "a");
    second.outputs.retain(|output| output.path != "tables/targets.csv");
    second.after = Some("first".into());
    let mut third = manifest("third", "b");
    third.after = Some("second".into());
    third.reason = Some("late correction".into());
    let publication = Publication::default();
    let earlier = [first, second];
    let described = Described {
        manifest: &third,
        audience: Audience::Internal,
        publication: &publication,
        earlier: &earlier,
    };
    let log = changelog::changelog(&described);
    let editions = list(&log["editions"]);
    let names: Vec<&str> = editions.iter().map(|e| e["edition"].as_str().unwrap()).collect();
    assert_eq!(names, ["third", "second", "first"]);
    assert_eq!(editions[0]["reason"], json!("late correction"));
    assert_eq!(editions[0]["after"], json!("second"));
    let change = |edition: usize, path: &str| editions[edition]["tables"][path].as_str().unwrap();
    assert_eq!(change(0, "tables/flow.csv"), "changed");
    assert_eq!(change(0, "tables/targets.csv"), "added");
    assert_eq!(change(0, "quality/accounts.csv"), "unchanged");
    assert_eq!(change(1, "tables/flow.csv"), "unchanged");
    assert_eq!(change(1, "tables/targets.csv"), "removed");
    assert_eq!(change(2, "tables/flow.csv"), "added");
}

#[test]
fn a_foreign_key_points_at_the_scorecard_of_the_same_view_and_format() {
    let files = described(&manifest("e", "a"), &licensed());
    let resources = list(&files["datapackage.json"]["resources"]);
    let names: Vec<&str> = resources.iter().map(|r| r["name"].as_str().unwrap()).collect();
    let mut keys = 0;
    for resource in resources {
        for key in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            let target = key["reference"]["resource"].as_str().unwrap();
            assert!(names.contains(&target), "{target}");
            let own = resource["name"].as_str().unwrap();
            assert_eq!(own.starts_with("as_now."), target.starts_with("as_now."));
            assert_eq!(own.rsplit('.').next(), target.rsplit('.').next());
            keys += 1;
        }
    }
    assert_eq!(keys, 2 * 2 * (tables::published::ALL.len() - 1));
}

#[test]
fn an_authority_of_any_name_has_a_name_that_packages_may_have() {
    let mut odd = manifest("e", "a");
    odd.authority.id = "Bộ/06".into();
    let files = described(&odd, &licensed());
    assert_eq!(files["datapackage.json"]["name"], json!("chiso-b--06"));
}
