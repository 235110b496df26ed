//! The report as DOCX, to be edited: real styles for headings, tables whose head repeats on every
//! page, charts as pictures with a text alternative, A4 and margins as administrative documents have
//! them. The fixed parts stand beside this file; the bytes depend on the content alone.

mod body;

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::model::Document;
use crate::render::markup::escape;
use body::Body;
pub use body::OPEN;

const CONTENT_TYPES: &str = include_str!("content_types.xml");
const RELATIONSHIPS: &str = include_str!("relationships.xml");
const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = include_str!("settings.xml");
const HEADER: &str = include_str!("header.xml");
const FONTS: &str = include_str!("fonts.xml");

/// The file.
pub fn docx(document: &Document) -> Result<Vec<u8>, ZipError> {
    let body = Body::of(document);
    let title = format!("Báo cáo: {}, {}", document.title, document.period);
    package(&title, &document.authority, &body.xml, &body.pictures)
}

/// A file of this title, maker and content, with the pictures that the content shows.
pub fn package(
    title: &str,
    author: &str,
    content: &str,
    pictures: &[Vec<u8>],
) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The first time that a zip file can hold: nothing depends on when a report is made.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut add = |name: &str, bytes: &[u8]| -> Result<(), ZipError> {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
        Ok(())
    };
    add("[Content_Types].xml", CONTENT_TYPES.as_bytes())?;
    add("_rels/.rels", RELATIONSHIPS.as_bytes())?;
    add("docProps/core.xml", core(title, author).as_bytes())?;
    add("word/document.xml", content.as_bytes())?;
    add("word/_rels/document.xml.rels", relationships(pictures.len()).as_bytes())?;
    add("word/styles.xml", STYLES.as_bytes())?;
    add("word/settings.xml", SETTINGS.as_bytes())?;
    add("word/fontTable.xml", FONTS.as_bytes())?;
    add("word/header1.xml", HEADER.as_bytes())?;
    for (number, picture) in pictures.iter().enumerate() {
        add(&format!("word/media/chart{}.png", number + 1), picture)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn core(title: &str, author: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>vi-VN</dc:language></cp:coreProperties>",
        escape(title),
        escape(author)
    )
}

/// What the document refers to: `styles`, `settings`, `fonts`, `header`, then the pictures.
fn relationships(pictures: usize) -> String {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
         xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    );
    let mut add = |id: &str, kind: &str, target: &str| {
        out.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{TYPE}/{kind}\" Target=\"{target}\"/>"
        ));
    };
    add("styles", "styles", "styles.xml");
    add("settings", "settings", "settings.xml");
    add("fonts", "fontTable", "fontTable.xml");
    add("header", "header", "header1.xml");
    for number in 1..=pictures {
        add(&format!("chart{number}"), "image", &format!("media/chart{number}.png"));
    }
    out.push_str("</Relationships>");
    out
}
