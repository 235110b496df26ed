//! A list of objects, alone or under the key that `records` names, or objects over several lines each.
//! One record at a time is in memory. The position of a record is its number, counted from 1, as all
//! may stand in one line.

use std::{
    fmt,
    io::{BufReader, Read},
};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{error::Category, value::RawValue};

use super::{
    super::{plan::normal, worker::Worker},
    object::{Keys, Seen, given, take},
};
use crate::sources::{
    File, FileFault, Sinks,
    reading::{Input, Reading},
};

pub fn read(
    input: Input<'_>,
    reader: Box<dyn Read + Send>,
    as_objects: bool,
    seen: &Seen,
) -> Result<u64, FileFault> {
    let Input { file, reading, sinks, .. } = input;
    let mut worker = Worker::new(input, given(reading));
    let mut keys = Keys::new(file, reading);
    let mut position = 0;
    let mut each = |record: &RawValue| {
        position += 1;
        take(&mut keys, &mut worker, record.get().as_bytes(), position);
    };
    let path: Vec<String> =
        reading.records.iter().flat_map(|path| path.split('.')).map(normal).collect();
    let reader = BufReader::with_capacity(1 << 18, Progress { reader, sinks });
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let mut found = as_objects;
    // Files that were joined hold several lists.
    let read = loop {
        let value = if as_objects {
            Box::<RawValue>::deserialize(&mut deserializer).map(|record| each(&record))
        } else {
            let list = List { path: &path, found: &mut found, each: &mut each };
            list.deserialize(&mut deserializer)
        };
        if let Err(error) = value {
            break Err(error);
        }
        if deserializer.end().is_ok() {
            break Ok(());
        }
    };
    read.map_err(|error| fault(file, reading, error))?;
    if !found {
        let key = reading.records.as_deref().unwrap_or_default();
        let what = format!("records = {key:?}: no such key is in the file");
        return Err(FileFault::configuration(&file.path, what));
    }
    keys.add_to(seen);
    Ok(worker.count)
}

/// What is wrong, without what stands there.
fn fault(file: &File, reading: &Reading, error: serde_json::Error) -> FileFault {
    let (line, column) = (error.line() as u64, error.column());
    let what = match error.classify() {
        Category::Io => return FileFault::io(&file.path, &error.into()),
        Category::Eof => "the file is cut off; send it again".to_owned(),
        Category::Syntax => format!("column {column}: this is not JSON; send the file again"),
        Category::Data => match &reading.records {
            Some(key) => format!("records = {key:?}: expected a list of records under this key"),
            None => "expected a list of records or one object after the other".to_owned(),
        },
    };
    FileFault::data(&file.path, what).at(line)
}

/// Tells how much was read.
struct Progress<'s> {
    reader: Box<dyn Read + Send>,
    sinks: &'s dyn Sinks,
}

impl Read for Progress<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let length = self.reader.read(out)?;
        self.sinks.consumed(length as u64);
        Ok(length)
    }
}

/// The value in which the records stand: at the end of the path a list, or at the top one record.
struct List<'l> {
    path: &'l [String],
    found: &'l mut bool,
    each: &'l mut dyn FnMut(&RawValue),
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            deserializer.deserialize_seq(self)
        } else {
            deserializer.deserialize_map(self)
        }
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        *self.found = true;
        while let Some(record) = list.next_element::<Box<RawValue>>()? {
            (self.each)(&record);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((key, rest)) = self.path.split_first() else {
            return Err(A::Error::custom("no list"));
        };
        while let Some(name) = map.next_key::<String>()? {
            if normal(&name) == *key {
                map.next_value_seed(List {
                    path: rest,
                    found: &mut *self.found,
                    each: &mut *self.each,
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}
