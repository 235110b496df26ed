//! JSON lines: one object per line, its keys the columns. A key that no column names is skipped
//! without being decoded; a line that is no object is malformed and goes to the quarantine.

use std::{borrow::Cow, collections::HashMap, fmt};

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{
    super::{Context, File, FileFault, Sinks, open, rows::Cell},
    Contents, Plan, Reading, Worker,
    blocks::{self, Block, Boundary},
};
use crate::schema::Column;

pub fn read(
    file: &File,
    reading: &Reading,
    context: &Context,
    sinks: &dyn Sinks,
) -> Result<Contents, FileFault> {
    let columns = file.kind.columns();
    // Lines may leave out keys, so a column counts as given when it is mapped, or may be there.
    let header: Vec<String> = if reading.columns.is_empty() {
        columns.iter().map(|column| column.name.to_owned()).collect()
    } else {
        let own =
            file.kind.required().iter().flat_map(|any| any.iter().map(|name| (*name).to_owned()));
        reading.columns.values().cloned().chain(own).collect()
    };
    let plan = Plan::new(file, reading, &header)?;
    let wanted: HashMap<&str, usize> = plan
        .places
        .iter()
        .enumerate()
        .filter_map(|(position, place)| place.map(|place| (header[place].as_str(), position)))
        .collect();
    let seen = std::sync::Mutex::new(vec![false; columns.len()]);
    let reader = open::text(file)?;
    let rows = blocks::read(&file.path, reader, Lines, 1, context.threads, sinks, |next| {
        let mut worker = Worker::new(
            file,
            reading,
            if reading.columns.contains_key("synced") { &["synced"] } else { &[] },
            context,
            sinks,
        );
        let mut given = vec![false; columns.len()];
        while let Some(block) = next() {
            rows_of(&block, &wanted, columns, &mut given, &mut worker);
        }
        let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.iter_mut().zip(given).for_each(|(seen, given)| *seen |= given);
        Ok(worker.count)
    })?;
    let seen = seen.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let given = columns.iter().zip(seen).filter(|(_, seen)| *seen).map(|(c, _)| c.name).collect();
    Ok(Contents { rows, given })
}

fn rows_of(
    block: &Block,
    wanted: &HashMap<&str, usize>,
    columns: &[Column],
    given: &mut [bool],
    worker: &mut Worker<'_>,
) {
    for (line, number) in block.bytes.split(|byte| *byte == b'\n').zip(block.first_line..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let mut cells: [Cell<'_>; 24] = [const { Cell::Missing }; 24];
        let mut deserializer = serde_json::Deserializer::from_slice(line);
        let object = Object { wanted, columns, cells: &mut cells, given };
        let read = (&mut deserializer).deserialize_map(object).and_then(|()| deserializer.end());
        match read {
            Ok(()) => worker.row(number, &cells),
            Err(_) => worker.malformed(number),
        }
    }
}

/// Takes the wanted keys of one object; the last of a repeated key stands.
struct Object<'w, 'c, 'de> {
    wanted: &'w HashMap<&'w str, usize>,
    columns: &'w [Column],
    cells: &'c mut [Cell<'de>; 24],
    given: &'c mut [bool],
}

impl<'de> Visitor<'de> for Object<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Text<'de>>()? {
            match self.wanted.get(key.0.as_ref()) {
                Some(&position) => {
                    let cell: Scalar<'de> = map.next_value()?;
                    self.cells[position] = cell.0.fit(self.columns[position].kind);
                    self.given[position] = true;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

struct Scalar<'a>(Cell<'a>);

impl<'de> serde::Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, true, false or null")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar(Cell::Text(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar(Cell::Owned(text.to_owned())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar(Cell::Int(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar<'de>, E> {
        Ok(Scalar(i64::try_from(number).map_or(Cell::Real(number as f64), Cell::Int)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Scalar<'de>, E> {
        Ok(Scalar(Cell::Real(number)))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar(Cell::Bool(flag)))
    }

    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar(Cell::Missing))
    }
}

/// Every line end ends a record.
struct Lines;

impl Boundary for Lines {
    fn last_end(&mut self, all: &[u8], new: usize) -> Option<usize> {
        let from = all.len() - new;
        memchr::memrchr(b'\n', &all[from..]).map(|place| from + place + 1)
    }
}
