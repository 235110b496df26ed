//! How a table stands as CSV in an edition: as it is, and packed where it is long. Whoever reads one back looks
//! for both.

use std::{
    fs,
    io::{self, ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};

/// The endings of a table as CSV.
pub const PLAIN: &str = ".csv";
pub const PACKED: &str = ".csv.gz";
/// A published table with more cells than this is packed.
pub const LONG: usize = 200_000;
/// The same of a table over all history, which nobody opens by hand.
pub const LONG_SERIES: usize = 50_000;
/// A table with more cells than this is not made again as CSV for spreadsheets: the workbook has it.
pub const LONG_SHEET: usize = 50_000;

/// The path of a table without the ending of its CSV; `None` of any other file.
pub fn table_of(path: &str) -> Option<&str> {
    [PACKED, PLAIN].iter().find_map(|ending| path.strip_suffix(ending))
}

/// A table as a file of an edition: path and bytes.
pub fn file(table: &str, csv: Vec<u8>, is_long: bool) -> (String, Vec<u8>) {
    match is_long {
        true => (format!("{table}{PACKED}"), packed(&csv)),
        false => (format!("{table}{PLAIN}"), csv),
    }
}

/// The file of a table in the folder of an edition, or of a part of it.
pub fn place(folder: &Path, table: &str) -> PathBuf {
    let [plain, packed] = [PLAIN, PACKED].map(|ending| folder.join(format!("{table}{ending}")));
    if !plain.exists() && packed.exists() { packed } else { plain }
}

/// A table of an edition as CSV.
pub fn read(folder: &Path, table: &str) -> io::Result<Vec<u8>> {
    let place = place(folder, table);
    plain(&place, fs::read(&place)?)
}

/// The same where an edition need not have it: nothing then.
pub fn read_if_there(folder: &Path, table: &str) -> io::Result<Vec<u8>> {
    match read(folder, table) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        read => read,
    }
}

/// The bytes of a file as CSV.
pub fn plain(path: &Path, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if path.extension().is_none_or(|kind| kind != "gz") {
        return Ok(bytes);
    }
    let mut csv = Vec::new();
    GzDecoder::new(&bytes[..]).read_to_end(&mut csv)?;
    Ok(csv)
}

/// As gzip, with neither name nor time, so that the same bytes give the same bytes.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let _ = packer.write_all(bytes);
    packer.finish().unwrap_or_default()
}
