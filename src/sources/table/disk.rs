//! A Parquet file on the disk that several threads read at once. Each read says its place: threads
//! that share a descriptor and seek would move one another's.

use std::{
    fs,
    io::{self, BufReader, Read},
    os::unix::fs::FileExt,
    sync::Arc,
};

use bytes::Bytes;
use parquet::{
    errors::{ParquetError, Result},
    file::reader::{ChunkReader, Length},
};

use super::super::{File, FileFault, unchanged};

#[derive(Clone, Debug)]
pub struct Disk {
    file: Arc<fs::File>,
    length: u64,
}

impl Disk {
    pub fn open(file: &File) -> std::result::Result<Self, FileFault> {
        let disk = unchanged::open(file)?;
        let found = disk.metadata().map_err(|error| FileFault::io(&file.path, &error))?;
        Ok(Self { file: disk.into(), length: found.len() })
    }
}

impl Length for Disk {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Disk {
    type T = BufReader<From>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::new(From { file: Arc::clone(&self.file), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let within = start.checked_add(length as u64).is_some_and(|end| end <= self.length);
        if !within {
            return Err(ParquetError::EOF(format!("{length} bytes from {start} on are not there")));
        }
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, start)?;
        Ok(bytes.into())
    }
}

/// The bytes of a file from a place on.
pub struct From {
    file: Arc<fs::File>,
    at: u64,
}

impl Read for From {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read_at(out, self.at)?;
        self.at += length as u64;
        Ok(length)
    }
}
