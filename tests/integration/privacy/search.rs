//! The searcher: reads every file as its format is read, so that compression and packing hide nothing,
//! and looks for planted persons in whatever spelling: with or without diacritics, composed or not,
//! escaped for JSON, XML or an address. It shares nothing with the program.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read},
    path::Path,
};

use chiso::lake::part::Part;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::support::read_parquet;

/// A planted person by number: a name, the number of an identity card and a telephone number, none of
/// which anybody has.
pub fn person(number: u32) -> String {
    format!("Đặng Qùzk{number:04} Ẵm, CCCD {}, ĐT {}", citizen_id(number), telephone(number))
}

pub fn citizen_id(number: u32) -> String {
    format!("07910000{number:04}")
}

pub fn telephone(number: u32) -> String {
    format!("0903{number:06}")
}

/// Which planted numbers a text holds.
pub fn found_in(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let escaped = ["\\u", "&#", "%"].iter().any(|mark| text.contains(mark));
    for text in [Some(text.to_owned()), escaped.then(|| unescaped(text))].into_iter().flatten() {
        let folded = folded(&text);
        for (place, name) in folded.match_indices("quzk") {
            let digits = folded.get(place + name.len()..place + name.len() + 4);
            found.extend(digits.and_then(|digits| digits.parse::<u32>().ok()));
        }
        for run in folded.split(|character: char| !character.is_ascii_digit()) {
            // A number read as one loses its first zero; a telephone number may bear its country.
            let bare = run.strip_prefix("84").filter(|rest| rest.len() == 9).unwrap_or(run);
            let bare = bare.strip_prefix('0').unwrap_or(bare);
            let id = bare.strip_prefix("7910000").filter(|rest| rest.len() == 4);
            let telephone = bare.strip_prefix("903").filter(|rest| rest.len() == 6);
            found.extend(id.or(telephone).and_then(|rest| rest.parse::<u32>().ok()));
        }
    }
    found
}

/// Small letters without diacritics.
fn folded(text: &str) -> String {
    let plain = text.nfd().filter(|character| !is_combining_mark(*character));
    plain.flat_map(char::to_lowercase).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// With `\u00f9`, `&#249;`, `&#xF9;` and `%C3%B9` as the characters they stand for.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    let of_code =
        |digits: &str, base: u32| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    while at < bytes.len() {
        let rest = &text.get(at..).unwrap_or("");
        let escape = if rest.starts_with("\\u") {
            rest.get(2..6).and_then(|digits| Some((of_code(digits, 16)?, 6)))
        } else if rest.starts_with("&#") {
            rest.find(';').filter(|end| *end < 12).and_then(|end| {
                let digits = &rest[2..end];
                let hex = digits.strip_prefix(['x', 'X']);
                Some((hex.map_or_else(|| of_code(digits, 10), |hex| of_code(hex, 16))?, end + 1))
            })
        } else {
            None
        };
        let percent = bytes[at] == b'%';
        let percent = percent.then(|| text.get(at + 1..at + 3)).flatten();
        match (escape, percent.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (Some((character, length)), _) => {
                out.extend(character.to_string().bytes());
                at += length;
            }
            (None, Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (None, None) => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The planted numbers in a file, by the name of the file or of its part.
pub type Findings = BTreeMap<String, BTreeSet<u32>>;

/// Everything below a folder: names of files, targets of links and all that files hold. Returns what
/// was found, and how many files of each extension were read.
pub fn search(folder: &Path) -> (Findings, BTreeMap<String, usize>) {
    let (mut findings, mut read) = (Findings::new(), BTreeMap::new());
    walk(folder, folder, &mut findings, &mut read);
    findings.retain(|_, found| !found.is_empty());
    (findings, read)
}

fn walk(root: &Path, folder: &Path, findings: &mut Findings, read: &mut BTreeMap<String, usize>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
        let mut found = found_in(&name);
        if path.is_symlink() {
            found.extend(found_in(&fs::read_link(&path).expect("a link").to_string_lossy()));
        } else if path.is_dir() {
            walk(root, &path, findings, read);
        } else {
            let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            found.extend(of_file(&extension, &path));
            *read.entry(extension).or_default() += 1;
        }
        findings.entry(name).or_default().extend(found);
    }
}

fn of_file(extension: &str, path: &Path) -> BTreeSet<u32> {
    let bytes = fs::read(path).expect("a file");
    let mut found = of_bytes(extension, &bytes);
    if extension == "parquet" {
        for (column, value) in read_parquet(path).into_iter().flatten() {
            found.extend(found_in(&column));
            found.extend(found_in(&value));
        }
    }
    if extension == "part" {
        let part = Part::open(path).expect("a part");
        let mut rows = Vec::new();
        part.rows(0, part.slices(), &mut rows).expect("its rows");
        found.extend(found_in(&String::from_utf8_lossy(&rows)));
        found.extend(found_in(&serde_json::to_string(&part.told).expect("JSON")));
    }
    if extension == "partial" {
        let packed = bytes.get(12..).expect("a partial");
        let text = lz4_flex::block::decompress_size_prepended(packed).expect("a partial");
        found.extend(found_in(&String::from_utf8(text).expect("JSON")));
    }
    found
}

/// What the bytes of a file or of a part of an archive hold.
pub fn of_bytes(extension: &str, bytes: &[u8]) -> BTreeSet<u32> {
    let mut found = found_in(&String::from_utf8_lossy(bytes));
    match extension {
        "xlsx" | "docx" | "zip" => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
            for place in 0..archive.len() {
                let mut part = archive.by_index(place).expect("a part");
                let name = part.name().expect("a name in UTF-8").into_owned();
                let mut inner = Vec::new();
                part.read_to_end(&mut inner).expect("a part that can be unpacked");
                found.extend(found_in(&name));
                let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
                found.extend(of_bytes(extension, &inner));
            }
        }
        "png" => {
            let mut rest = &bytes[8..];
            while let [a, b, c, d, kind @ ..] = rest {
                let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
                let kind = String::from_utf8_lossy(&kind[..4]);
                // A picture is lines and colours; a chunk of text could be packed.
                let picture = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "pHYs", "sRGB", "gAMA"];
                assert!(picture.contains(&&*kind), "a picture has a chunk {kind}");
                rest = &rest[length + 12..];
            }
        }
        _ => {}
    }
    found
}

#[test]
fn a_person_is_found_in_every_spelling() {
    let number = 417;
    let name = "Đặng Qùzk0417 Ẵm";
    let decomposed: String = name.nfd().collect();
    assert_ne!(name, decomposed);
    for text in [
        name,
        &decomposed,
        "DANG QUZK0417 AM",
        r"Q\u00f9zk0417",
        "Q&#249;zk0417",
        "Q&#xF9;zk0417",
        "a?b=Q%C3%B9zk0417",
        "id=079100000417.",
        "79100000417",
        "call 0903000417",
        "+84903000417",
        "903000417",
    ] {
        assert_eq!(found_in(text), [number].into(), "{text}");
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file("xl/strings.xml", options).expect("an archive");
        std::io::Write::write_all(&mut archive, text.as_bytes()).expect("an archive");
        let bytes = archive.finish().expect("an archive").into_inner();
        assert_eq!(of_bytes("xlsx", &bytes), [number].into(), "{text}");
    }
    for text in ["Quz k0417", "0790000417", "90300041", "9030004170", "sha 1903000417f", ""] {
        assert_eq!(found_in(text), BTreeSet::new(), "{text}");
    }
}

#[test]
#[should_panic(expected = "a chunk tEXt")]
fn a_picture_with_a_text_in_it_is_refused() {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x04tEXtab\0c".to_vec();
    bytes.extend([0; 4]);
    of_bytes("png", &bytes);
}
