//! From the columns of a partition to the arrays that are written: some rows at a time, in the order
//! of the lake. What is not there becomes null here.

use std::sync::Arc;

use arrow::{
    array::{
        ArrayRef, BooleanArray, DictionaryArray, Int32Array, Int64Array, ListArray, StringArray,
        StructArray, TimestampMicrosecondArray, UInt8Array,
    },
    buffer::{BooleanBuffer, NullBuffer, OffsetBuffer},
    datatypes::{DataType, Field, Fields, Int32Type},
};

use super::{
    columns::{Columns, FLAGS, NO_CODE, NO_NUMBER, NO_SMALL},
    layout::{entry_fields, round_fields},
    meaning::NameLists,
};
use crate::domain::{
    dossier::{Entry, Supplement},
    time::LocalTime,
};

/// Names that numbers in resolved rows stand for.
pub struct Codes {
    pub units: ArrayRef,
    pub procedures: ArrayRef,
    pub databases: ArrayRef,
    pub parts: ArrayRef,
}

impl Codes {
    /// `parts` by the number of their file.
    pub fn new(names: &NameLists, parts: &[String]) -> Self {
        let array = |names: &[String]| Arc::new(StringArray::from_iter_values(names)) as ArrayRef;
        let NameLists { units, procedures, databases } = names;
        Self {
            units: array(units),
            procedures: array(procedures),
            databases: array(databases),
            parts: array(parts),
        }
    }
}

/// Some rows of a partition, on the way into arrays.
pub struct Gathered<'a> {
    pub dossiers: &'a Columns,
    pub rows: &'a [u32],
}

impl Gathered<'_> {
    /// The arrays of all columns of the lake, in their order.
    pub fn arrays(&self, codes: &Codes) -> Vec<ArrayRef> {
        let from = self.dossiers;
        let ids = self.rows.iter().map(|row| from.id(*row));
        let mut arrays: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from_iter_values(ids)),
            self.coded(&from.unit, &codes.units),
            self.coded(&from.procedure, &codes.procedures),
            self.coded(&from.databases, &codes.databases),
            self.small(&from.channel),
            self.small(&from.status),
            self.small(&from.end_kind),
            self.small(&from.online_payment),
            self.fees(),
        ];
        arrays.extend(from.times.iter().map(|column| times(self.column(column))));
        let flags = self.column(&from.flags);
        arrays.extend((0..FLAGS.len()).map(|place| flag(&flags, place)));
        arrays.extend([self.trails(), self.rounds(), self.coded(&from.file, &codes.parts)]);
        arrays.push(Arc::new(Int64Array::from(self.column(&from.position))));
        arrays
    }

    fn column<T: Copy>(&self, column: &[T]) -> Vec<T> {
        self.rows.iter().map(|row| column[*row as usize]).collect()
    }

    fn coded(&self, column: &[i32], names: &ArrayRef) -> ArrayRef {
        let keys = self.column(column);
        let present = present(&keys, NO_CODE);
        let keys = Int32Array::new(keys.into(), present);
        Arc::new(DictionaryArray::<Int32Type>::new(keys, names.clone()))
    }

    fn small(&self, column: &[u8]) -> ArrayRef {
        let values = self.column(column);
        let present = present(&values, NO_SMALL);
        Arc::new(UInt8Array::new(values.into(), present))
    }

    fn fees(&self) -> ArrayRef {
        let values = self.column(&self.dossiers.fee);
        let present = present(&values, NO_NUMBER);
        Arc::new(Int64Array::new(values.into(), present))
    }

    fn trails(&self) -> ArrayRef {
        let trails = || self.rows.iter().map(|row| self.dossiers.trail(*row));
        let entries = || trails().flatten();
        let small = |get: fn(&Entry) -> u8| -> ArrayRef {
            Arc::new(UInt8Array::from_iter_values(entries().map(get)))
        };
        let columns = vec![
            times(entries().map(|entry| entry.at.micros()).collect()),
            small(|entry| entry.status.0),
            small(|entry| entry.kind as u8),
        ];
        let lengths = trails().map(|trail| Some(trail.len()).filter(|length| *length > 0));
        lists(entry_fields(), columns, lengths)
    }

    fn rounds(&self) -> ArrayRef {
        let lists_of_rounds = || self.rows.iter().map(|row| self.dossiers.rounds(*row));
        let rounds = || lists_of_rounds().flatten().flatten();
        let completed = |round: &Supplement| round.completed.map_or(NO_NUMBER, LocalTime::micros);
        let columns: Vec<ArrayRef> = vec![
            times(rounds().map(|round| round.asked.micros()).collect()),
            times(rounds().map(completed).collect()),
            Arc::new(UInt8Array::from_iter_values(rounds().map(|round| u8::from(round.due_moved)))),
        ];
        lists(round_fields(), columns, lists_of_rounds().map(|list| list.map(<[_]>::len)))
    }
}

/// Which values are there.
fn present<T: PartialEq>(values: &[T], missing: T) -> Option<NullBuffer> {
    let present = |place: usize| values[place] != missing;
    Some(NullBuffer::new(BooleanBuffer::collect_bool(values.len(), present)))
}

fn times(values: Vec<i64>) -> ArrayRef {
    let present = present(&values, NO_NUMBER);
    Arc::new(TimestampMicrosecondArray::new(values.into(), present))
}

/// One of the flags, out of the bits of all of them.
fn flag(flags: &[u32], place: usize) -> ArrayRef {
    let bits = |bit: usize| {
        BooleanBuffer::collect_bool(flags.len(), |row| flags[row] >> (2 * place + bit) & 1 == 1)
    };
    Arc::new(BooleanArray::new(bits(1), Some(NullBuffer::new(bits(0)))))
}

/// Lists of these lengths, `None` where there is no list, over the columns of all their members.
fn lists(
    fields: Fields,
    columns: Vec<ArrayRef>,
    lengths: impl Iterator<Item = Option<usize>> + Clone,
) -> ArrayRef {
    let offsets = OffsetBuffer::from_lengths(lengths.clone().map(Option::unwrap_or_default));
    let present: NullBuffer = lengths.map(|length| length.is_some()).collect();
    let members = Arc::new(StructArray::new(fields.clone(), columns, None));
    let field = Arc::new(Field::new("item", DataType::Struct(fields), true));
    Arc::new(ListArray::new(field, offsets, members, Some(present)))
}
