//! Opening a file: plain, gzip or Zstandard by its extension, UTF-8 with or without a mark, or
//! UTF-16 with one.

use std::{
    io::{BufReader, Cursor, Read},
    path::Path,
};

use super::{File, FileFault, unchanged::Hashed};

/// The extension that names the format, below `.gz` and `.zst`; lower case.
pub fn format_extension(path: &Path) -> String {
    match extension(path).as_str() {
        "gz" | "zst" => extension(&path.with_extension("")),
        other => other.to_owned(),
    }
}

/// Whether its rows take much more room than the file, by its extension.
pub fn is_packed(path: &Path) -> bool {
    is_compressed(path) || matches!(format_extension(path).as_str(), "parquet" | "xlsx")
}

/// Whether the file is compressed, by its extension.
pub fn is_compressed(path: &Path) -> bool {
    matches!(extension(path).as_str(), "gz" | "zst")
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The uncompressed bytes of a file. What is read of it is hashed on the way.
pub fn bytes(source: &File) -> Result<Box<dyn Read + Send>, FileFault> {
    let path = &source.path;
    let fault = |error| FileFault::io(path, &error);
    let file = Hashed::new(source)?;
    Ok(match extension(path).as_str() {
        "gz" => {
            Box::new(flate2::read::MultiGzDecoder::new(BufReader::with_capacity(1 << 18, file)))
        }
        "zst" => Box::new(zstd::Decoder::new(file).map_err(fault)?),
        _ => Box::new(file),
    })
}

/// The text of a file as UTF-8 bytes: a mark is taken off, UTF-16 is turned into UTF-8.
pub fn text(source: &File) -> Result<Box<dyn Read + Send>, FileFault> {
    let mut raw = bytes(source)?;
    let mut head = Vec::with_capacity(3);
    raw.by_ref()
        .take(3)
        .read_to_end(&mut head)
        .map_err(|error| FileFault::io(&source.path, &error))?;
    let (mark, encoding) = match head.as_slice() {
        [0xFF, 0xFE, ..] => (2, Some(encoding_rs::UTF_16LE)),
        [0xFE, 0xFF, ..] => (2, Some(encoding_rs::UTF_16BE)),
        [0xEF, 0xBB, 0xBF] => (3, None),
        _ => (0, None),
    };
    let raw = Cursor::new(head.split_off(mark)).chain(raw);
    Ok(match encoding {
        Some(encoding) => {
            let decoder = encoding.new_decoder();
            Box::new(Utf16 { raw, decoder, ready: Cursor::default(), is_over: false })
        }
        None => Box::new(raw),
    })
}

struct Utf16<R> {
    raw: R,
    decoder: encoding_rs::Decoder,
    ready: Cursor<Vec<u8>>,
    is_over: bool,
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let length = self.ready.read(out)?;
            if length > 0 || out.is_empty() || self.is_over {
                return Ok(length);
            }
            let mut block = [0; 1 << 16];
            let length = self.raw.read(&mut block)?;
            self.is_over = length == 0;
            let mut text = String::with_capacity(length * 2 + 16);
            let (_, _, malformed) =
                self.decoder.decode_to_string(&block[..length], &mut text, self.is_over);
            if malformed {
                let message = "the text is not valid UTF-16";
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, message));
            }
            self.ready = Cursor::new(text.into_bytes());
        }
    }
}
