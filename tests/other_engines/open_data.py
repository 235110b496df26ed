"""Checks the open-data descriptions of an edition with other people's programs.

datapackage.json against the published profile of the Data Package standard (version 2), every CSV
against its Table Schema, every Parquet file against the same fields; the CSVW metadata with a CSVW
library, the catalogue with an RDF library and what DCAT-AP 3 demands. Called with the folder of an
edition, or with its folder `public`.
"""

import hashlib
import json
import sys
from importlib.resources import files
from pathlib import Path

import csvw
import frictionless
import jsonschema
import pyarrow.parquet
import rdflib
from rdflib.namespace import DCTERMS, FOAF, RDF

# The terms of DCAT 3, which rdflib's own list lacks in part.
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
ARROW = {"string": "string", "boolean": "bool", "integer": "int64", "number": "double", "date": "date32[day]", "datetime": "timestamp[us]"}


def package_faults(edition):
    """The package against its profile, its files and its schemas."""
    package = json.loads((edition / "datapackage.json").read_text("utf-8"))
    profile = json.loads(files("dplib").joinpath("profiles/2.0/datapackage.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(profile)(profile)
    for error in validator.iter_errors(package):
        yield f"datapackage.json {'/'.join(map(str, error.path))}: {error.message}"
    for resource in package["resources"]:
        path = edition / resource["path"]
        content = path.read_bytes()
        if len(content) != resource["bytes"] or resource["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}":
            yield f"{resource['path']}: other bytes than the package says"
        if resource["format"] == "parquet":
            fields = [(field["name"], ARROW[field["type"]]) for field in resource["schema"]["fields"]]
            found = [(field.name, str(field.type)) for field in pyarrow.parquet.read_schema(path)]
            if fields != found:
                yield f"{resource['path']}: other columns than the package says"
    listed = {resource["path"] for resource in package["resources"]}
    for folder in ["tables", "tables/as_now", "quality"]:
        for path in sorted((edition / folder).glob("*.*")):
            name = path.relative_to(edition).as_posix()
            if path.suffix in (".csv", ".gz", ".parquet") and name not in listed:
                yield f"{name}: is not in the package"


def table_faults(edition):
    """Every CSV against its schema: types, codes, required values, primary and foreign keys."""
    package = json.loads((edition / "datapackage.json").read_text("utf-8"))
    # frictionless 5 knows version 1: what version 2 added is left out for it.
    csvs = [resource for resource in package["resources"] if resource["format"] == "csv"]
    for resource in csvs:
        for field in resource["schema"]["fields"]:
            field.pop("categories", None)
    kept = {"name": package["name"], "resources": csvs}
    report = frictionless.Package.from_descriptor(kept, basepath=str(edition)).validate()
    for error in report.errors:
        yield f"package: {error.message}"
    for task in report.tasks:
        for error in task.errors[:5]:
            yield f"{task.place}: {error.message}"


def csvw_faults(edition):
    found = sorted(edition.rglob("*-metadata.json"))
    if not found:
        yield "no CSVW metadata"
    for path in found:
        data = csvw.CSVW(str(path), validate=True)
        table = data.tables[0]
        if table.url.string != path.name.removesuffix("-metadata.json"):
            yield f"{path.name}: does not describe the file beside it"
        try:
            valid = data.is_valid
        except ValueError as error:
            yield str(error)
            continue
        if not valid:
            yield f"{path.relative_to(edition)}: not valid: {[str(w.message) for w in data.warnings][:3]}"
        lines = (path.parent / table.url.string).read_text("utf-8").count("\n") - 1
        rows = sum(1 for _ in table.iterdicts(strict=True))
        if rows > lines:
            yield f"{path.name}: {rows} rows read of {lines} lines"


def catalogue_faults(edition):
    graph = rdflib.Graph()
    base = edition.resolve().as_uri() + "/catalog.jsonld"
    graph.parse(data=(edition / "catalog.jsonld").read_text("utf-8"), format="json-ld", publicID=base)
    demanded = {
        DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher],
        DCAT.Dataset: [DCTERMS.title, DCTERMS.description],
        DCAT.DatasetSeries: [DCTERMS.title, DCTERMS.description],
        DCAT.Distribution: [DCAT.accessURL],
        FOAF.Agent: [FOAF.name],
        SPDX.Checksum: [SPDX.algorithm, SPDX.checksumValue],
    }
    for kind, properties in demanded.items():
        subjects = list(graph.subjects(RDF.type, kind))
        if not subjects:
            yield f"catalog.jsonld: no {kind}"
        for subject in subjects:
            for demand in properties:
                if not list(graph.objects(subject, demand)):
                    yield f"{subject}: no {demand}"
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        languages = {title.language for title in graph.objects(dataset, DCTERMS.title)}
        if languages != {"vi", "en"}:
            yield f"{dataset}: titles in {languages}"
        if (None, DCAT.dataset, dataset) not in graph:
            yield f"{dataset}: is not in the catalogue"
        if not list(graph.objects(dataset, DCAT.distribution)):
            yield f"{dataset}: no distribution"
        for series in graph.objects(dataset, DCAT.inSeries):
            if (series, RDF.type, DCAT.DatasetSeries) not in graph:
                yield f"{dataset}: its series is not described"
    folder = edition.resolve().as_uri() + "/"
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        content = (edition / str(graph.value(distribution, DCAT.downloadURL)).removeprefix(folder)).read_bytes()
        if int(graph.value(distribution, DCAT.byteSize)) != len(content):
            yield f"{distribution}: another size than the file"
        # A literal of xsd:hexBinary is read as bytes; its text is compared.
        said = graph.value(graph.value(distribution, SPDX.checksum), SPDX.checksumValue)
        if str(said) != hashlib.sha256(content).hexdigest():
            yield f"{distribution}: another checksum than the file"


def main(edition):
    failed = 0
    for check in [package_faults, table_faults, csvw_faults, catalogue_faults]:
        faults = list(check(edition))
        print(f"{check.__name__.removesuffix('_faults')}: {len(faults)} faults" + "".join(f"\n  {f}" for f in faults))
        failed += bool(faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
