//! `catalog.jsonld`: the edition as a DCAT-AP 3 catalogue in JSON-LD. A dataset for each table, a
//! distribution for each format, a series for the editions of each table. Every IRI of its own is
//! relative, so that the folder may lie anywhere.
//! <https://semiceu.github.io/DCAT-AP/releases/3.0.0/>

use serde_json::{Value as Json, json};

use super::{
    described::{Described, in_both},
    resources::{Format, Resource},
};
use crate::{
    domain::{period::Period, text::Text},
    edition::view::Audience,
};

const EU: &str = "http://publications.europa.eu/resource/authority";

pub fn catalogue(described: &Described<'_>, resources: &[Resource<'_>]) -> Json {
    let mut names: Vec<String> = resources.iter().map(Resource::dataset).collect();
    names.sort();
    names.dedup();
    let link = |name: &String| json!({"@id": format!("#dataset-{name}")});
    let mut catalogue = json!({
        "@id": "#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": in_both(&described.title()),
        "dct:description": in_both(&described.about()),
        "dct:publisher": {"@id": "#publisher"},
        "dct:language": languages(),
        "dct:spatial": vietnam(),
        "dcat:dataset": names.iter().map(link).collect::<Vec<_>>(),
    });
    licence(&mut catalogue, described);
    let mut publisher = json!({
        "@id": "#publisher",
        "@type": "foaf:Agent",
        "foaf:name": described.manifest.authority.name,
    });
    if let Some(url) = &described.publication.publisher_url {
        publisher["foaf:homepage"] = json!({"@id": url});
        catalogue["foaf:homepage"] = json!({"@id": url});
    }
    let mut graph = vec![catalogue, publisher];
    for name in &names {
        let forms: Vec<&Resource<'_>> = resources.iter().filter(|r| r.dataset() == *name).collect();
        graph.push(series(name, forms[0]));
        graph.push(dataset(described, name, &forms));
        graph.extend(forms.into_iter().map(|one| distribution(described, one)));
    }
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": graph,
    })
}

/// The editions of one table.
fn series(name: &str, resource: &Resource<'_>) -> Json {
    json!({
        "@id": format!("#series-{name}"),
        "@type": "dcat:DatasetSeries",
        "dct:title": in_both(&resource.title()),
        "dct:description": in_both(&resource.table.about()),
        "dct:publisher": {"@id": "#publisher"},
        "dct:accrualPeriodicity": {"@id": format!("{EU}/frequency/MONTHLY")},
    })
}

fn dataset(described: &Described<'_>, name: &str, forms: &[&Resource<'_>]) -> Json {
    let manifest = described.manifest;
    let title = forms[0].title();
    let periods: Vec<&str> = manifest.periods.iter().map(|p| p.period.as_str()).collect();
    let periods = periods.join(", ");
    let rights = match described.audience {
        Audience::Internal => "RESTRICTED",
        Audience::Public(_) => "PUBLIC",
    };
    let link = |one: &&Resource<'_>| json!({"@id": format!("#distribution-{}", one.name())});
    let mut dataset = json!({
        "@id": format!("#dataset-{name}"),
        "@type": "dcat:Dataset",
        "dct:identifier": format!("{}/{name}", manifest.edition),
        "dct:title": in_both(&Text::both(|lang| format!("{}, {periods}", title.get(lang)))),
        "dct:description": in_both(&forms[0].table.about()),
        "dct:publisher": {"@id": "#publisher"},
        "dct:language": languages(),
        "dct:spatial": vietnam(),
        "dct:accessRights": {"@id": format!("{EU}/access-right/{rights}")},
        "dcat:theme": {"@id": format!("{EU}/data-theme/GOVE")},
        "dcat:version": manifest.edition,
        "dcat:inSeries": {"@id": format!("#series-{name}")},
        "dcat:distribution": forms.iter().map(link).collect::<Vec<_>>(),
    });
    if let Some(temporal) = temporal(described) {
        dataset["dct:temporal"] = temporal;
    }
    dataset
}

fn distribution(described: &Described<'_>, resource: &Resource<'_>) -> Json {
    let output = resource.output;
    let title = resource.title();
    let form = match resource.format {
        Format::Csv => "CSV",
        Format::Parquet => "Parquet",
    };
    let media_type = resource.format.media_type();
    let file = json!({"@id": output.path});
    let checksum = json!({"@type": "xsd:hexBinary", "@value": output.sha256});
    let size = json!({"@type": "xsd:nonNegativeInteger", "@value": output.bytes.to_string()});
    let mut distribution = json!({
        "@id": format!("#distribution-{}", resource.name()),
        "@type": "dcat:Distribution",
        "dct:title": in_both(&Text::both(|lang| format!("{}: {form}", title.get(lang)))),
        "dcat:accessURL": file,
        "dcat:downloadURL": file,
        "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{media_type}")},
        "dcat:byteSize": size,
        "dct:language": languages(),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": checksum,
        },
    });
    if resource.is_packed {
        let types = "https://www.iana.org/assignments/media-types";
        distribution["dcat:compressFormat"] = json!({"@id": format!("{types}/application/gzip")});
    }
    if resource.format == Format::Csv {
        distribution["dct:format"] = json!({"@id": format!("{EU}/file-type/CSV")});
    }
    licence(&mut distribution, described);
    distribution
}

/// Nothing is said where no licence is stated.
fn licence(of: &mut Json, described: &Described<'_>) {
    if let Some(licence) = &described.publication.licence {
        of["dct:license"] = json!({"@id": licence.url});
    }
}

/// From the first day of the first period to the last of the last.
fn temporal(described: &Described<'_>) -> Option<Json> {
    let periods: Vec<Period> =
        described.manifest.periods.iter().filter_map(|p| p.period.parse().ok()).collect();
    let first = periods.iter().map(|period| period.first_day()).min()?;
    let last = periods.iter().map(|period| period.end().day().plus(-1)).max()?;
    let date = |day: String| json!({"@type": "xsd:date", "@value": day});
    Some(json!({
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": date(first.to_string()),
        "dcat:endDate": date(last.to_string()),
    }))
}

fn languages() -> Json {
    json!(["VIE", "ENG"].map(|code| json!({"@id": format!("{EU}/language/{code}")})))
}

fn vietnam() -> Json {
    json!({"@id": format!("{EU}/country/VNM")})
}
