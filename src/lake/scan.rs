//! Finding again the dossiers that a period may need: row groups that ended before it or came in
//! after it are not read, and of the others only rows that overlap.

use std::{fs::File, path::PathBuf};

use arrow::{
    array::{Array, AsArray, BooleanArray, StructArray},
    datatypes::{Int32Type, TimestampMicrosecondType, UInt8Type},
    record_batch::RecordBatch,
};
use parquet::{
    arrow::{
        ProjectionMask,
        arrow_reader::{ArrowReaderMetadata, ParquetRecordBatchReaderBuilder},
    },
    file::{metadata::RowGroupMetaData, statistics::Statistics},
};

use super::{LakeFault, layout::ENTRY_KINDS, places::Places};
use crate::domain::{
    dossier::{Channel, Dossier, EndKind, Entry, Flags, Origin, Status, Supplement},
    time::LocalTime,
};

/// What is looked for.
pub struct Wanted<'a> {
    /// Not settled before this instant.
    pub from: LocalTime,
    /// Received before this instant.
    pub to: LocalTime,
    /// Open, or something is known of it at or after this instant.
    pub since: Option<LocalTime>,
    /// Numbers are given by these.
    pub unit: &'a (dyn Fn(&str) -> u32 + Sync),
    pub procedure: &'a (dyn Fn(&str) -> u32 + Sync),
    /// Codes of the population database.
    pub population: &'a [String],
    /// Numbers of lists of databases; `None` where they are not asked for.
    pub databases: &'a (dyn Fn(&str) -> Option<u32> + Sync),
    /// Read the dossier numbers too.
    pub ids: bool,
}

/// One row group to be read.
#[derive(Clone, Debug)]
pub struct Task<'s> {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    group: usize,
    /// The place of its first row in the segment.
    first: u64,
    rows: Rows<'s>,
}

/// Which rows of a segment are read.
#[derive(Clone, Copy, Debug)]
pub enum Rows<'s> {
    /// All but these.
    Not(&'s Places),
    Only(&'s Places),
}

impl Rows<'_> {
    fn has(self, row: u64) -> bool {
        match self {
            Self::Not(masked) => !masked.0.contains(row),
            Self::Only(asked) => asked.0.contains(row),
        }
    }
}

/// The row groups of these files that `wanted` may find something in, in the order of files and groups.
pub fn tasks<'s>(
    files: impl IntoIterator<Item = (PathBuf, Rows<'s>)>,
    wanted: impl Fn(&RowGroupMetaData) -> bool,
) -> Result<Vec<Task<'s>>, LakeFault> {
    let mut tasks = Vec::new();
    for (path, rows) in files {
        let file = File::open(&path).map_err(LakeFault::io("open", &path))?;
        let metadata = ArrowReaderMetadata::load(&file, Default::default())
            .map_err(|error| LakeFault::damaged(&path, error))?;
        let mut first = 0;
        for (group, row_group) in metadata.metadata().row_groups().iter().enumerate() {
            if wanted(row_group) {
                let (path, metadata) = (path.clone(), metadata.clone());
                tasks.push(Task { path, metadata, group, first, rows });
            }
            first += row_group.num_rows() as u64;
        }
    }
    Ok(tasks)
}

/// The least and the greatest time of a column in a row group, and whether all rows have one.
pub fn span(group: &RowGroupMetaData, name: &str) -> Option<(i64, i64, bool)> {
    let column = group.columns().iter().find(|column| column.column_path().string() == name)?;
    match column.statistics()? {
        Statistics::Int64(found) => {
            Some((*found.min_opt()?, *found.max_opt()?, found.null_count_opt() == Some(0)))
        }
        _ => None,
    }
}

impl Wanted<'_> {
    /// Whether a row group may hold such a dossier.
    pub fn may_be_in(&self, group: &RowGroupMetaData) -> bool {
        let received_too_late =
            span(group, "received_at").is_some_and(|(first, ..)| first >= self.to.micros());
        let settled_before = span(group, "settled_at")
            .is_some_and(|(_, last, all)| all && last < self.from.micros());
        let quiet_since = self.since.is_some_and(|since| {
            span(group, "settled_at").is_some_and(|(.., all)| all)
                && span(group, "latest_at").is_some_and(|(_, last, _)| last < since.micros())
        });
        !received_too_late && !settled_before && !quiet_since
    }
}

impl Task<'_> {
    /// The batches of these columns, each with the places of its rows that are read.
    pub fn batches(
        &self,
        is_read: impl Fn(&str) -> bool,
    ) -> Result<Vec<(RecordBatch, Vec<usize>, u64)>, LakeFault> {
        let damaged = |error: &dyn std::fmt::Display| LakeFault::damaged(&self.path, error);
        let file = File::open(&self.path).map_err(LakeFault::io("open", &self.path))?;
        let fields = self.metadata.schema().fields().iter().enumerate();
        let roots = fields.filter(|(_, field)| is_read(field.name())).map(|(place, _)| place);
        let reader =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
                .with_projection(ProjectionMask::roots(self.metadata.parquet_schema(), roots))
                .with_row_groups(vec![self.group])
                .with_batch_size(1 << 16)
                .build()
                .map_err(|error| damaged(&error))?;
        let mut first = self.first;
        let mut batches = Vec::new();
        for batch in reader {
            let batch = batch.map_err(|error| damaged(&error))?;
            let rows = (0..batch.num_rows()).filter(|row| self.rows.has(first + *row as u64));
            let (rows, height) = (rows.collect(), batch.num_rows() as u64);
            batches.push((batch, rows, first));
            first += height;
        }
        Ok(batches)
    }

    /// A column that is not there or has another type, and which program wrote it.
    pub fn unexpected(&self) -> LakeFault {
        let writer = self.metadata.metadata().file_metadata().created_by();
        let writer = writer.unwrap_or("an unnamed program");
        LakeFault::damaged(&self.path, format!("a column is not as expected; written by {writer}"))
    }
}

/// Columns that no judge reads.
const BESIDE: [&str; 4] = ["submitted_at", "fee_due", "part", "position"];

/// Reads one row group: every dossier in it that is wanted.
pub fn load(task: &Task<'_>, wanted: &Wanted<'_>) -> Result<Vec<Dossier>, LakeFault> {
    let is_read = |name: &str| match name {
        "dossier_id" => wanted.ids,
        "latest_at" => wanted.since.is_some(),
        other => !BESIDE.contains(&other),
    };
    let mut dossiers = Vec::new();
    for (batch, rows, _) in task.batches(is_read)? {
        take(&batch, rows, wanted, &mut dossiers).ok_or_else(|| task.unexpected())?;
    }
    Ok(dossiers)
}

/// The columns of a batch, by name and type.
struct Columns<'b>(&'b RecordBatch);

impl<'b> Columns<'b> {
    fn times(&self, name: &str) -> Option<impl Fn(usize) -> Option<LocalTime> + use<'b>> {
        let array = self.0.column_by_name(name)?.as_primitive_opt::<TimestampMicrosecondType>()?;
        Some(move |row: usize| {
            array.is_valid(row).then(|| LocalTime::from_micros(array.value(row)))
        })
    }

    fn small(&self, name: &str) -> Option<impl Fn(usize) -> Option<u8> + use<'b>> {
        let array = self.0.column_by_name(name)?.as_primitive_opt::<UInt8Type>()?;
        Some(move |row: usize| array.is_valid(row).then(|| array.value(row)))
    }

    fn flags(&self, name: &str) -> Option<&'b BooleanArray> {
        self.0.column_by_name(name)?.as_boolean_opt()
    }

    /// A coded column as numbers that `number` gives to its names.
    fn codes<T: Copy + 'b>(
        &self,
        name: &str,
        number: &dyn Fn(&str) -> T,
    ) -> Option<impl Fn(usize) -> Option<T> + use<'b, T>> {
        let array = self.0.column_by_name(name)?.as_dictionary_opt::<Int32Type>()?;
        let names = array.values().as_string_opt::<i32>()?;
        // Only names that a row of this batch bears are asked for.
        let mut numbers: Vec<Option<T>> = vec![None; names.len()];
        let keys = array.keys();
        for key in keys.iter().flatten() {
            let slot = &mut numbers[key as usize];
            if slot.is_none() {
                *slot = Some(number(names.value(key as usize)));
            }
        }
        Some(move |row: usize| {
            keys.is_valid(row).then(|| numbers[keys.value(row) as usize]).flatten()
        })
    }
}

fn take(
    batch: &RecordBatch,
    mut rows: Vec<usize>,
    wanted: &Wanted<'_>,
    dossiers: &mut Vec<Dossier>,
) -> Option<()> {
    let columns = Columns(batch);
    let received = columns.times("received_at")?;
    let settled = columns.times("settled_at")?;
    rows.retain(|row| {
        received(*row).is_some_and(|time| time < wanted.to)
            && settled(*row).is_none_or(|time| time >= wanted.from)
    });
    if let Some(since) = wanted.since {
        let latest = columns.times("latest_at")?;
        rows.retain(|row| settled(*row).is_none() || latest(*row).is_none_or(|time| time >= since));
    }
    if rows.is_empty() {
        return Some(());
    }
    let population = |list: &str| {
        list.split(';').any(|code| wanted.population.iter().any(|known| known == code.trim()))
    };
    let unit = columns.codes("unit_id", wanted.unit)?;
    let procedure = columns.codes("procedure_id", wanted.procedure)?;
    let databases =
        columns.codes("databases", &|list: &str| (population(list), (wanted.databases)(list)))?;
    let (due, ended) = (columns.times("due_at")?, columns.times("ended_at")?);
    let (returned, refused) = (columns.times("returned_at")?, columns.times("refused_at")?);
    let (dissatisfied, complained) =
        (columns.times("dissatisfied_at")?, columns.times("complained_at")?);
    let apology_sent = columns.times("apology_sent_at")?;
    let (channel, status) = (columns.small("channel")?, columns.small("status")?);
    let (end_kind, online_payment) = (columns.small("end_kind")?, columns.small("online_payment")?);
    let flag = |name: &str| columns.flags(name);
    let states = Flags::NAMES.iter().map(|name| flag(name)).collect::<Option<Vec<_>>>()?;
    let (fees_all_zero, fee_above_zero) = (flag("fees_all_zero")?, flag("fee_above_zero")?);
    let (due_moved, status_given) = (flag("due_moved")?, flag("status_given")?);
    let national = flag("national")?;
    let trails = batch.column_by_name("trail")?.as_list_opt::<i32>()?;
    let rounds = batch.column_by_name("supplements")?.as_list_opt::<i32>()?;
    let ids = match batch.column_by_name("dossier_id") {
        Some(column) => Some(column.as_string_opt::<i32>()?),
        None => None,
    };
    let state = |array: &BooleanArray, row: usize| array.is_valid(row).then(|| array.value(row));
    let set = |array: &BooleanArray, row: usize| array.is_valid(row) && array.value(row);
    dossiers.reserve(rows.len());
    for row in rows {
        let trail = if trails.is_valid(row) {
            trail_of(trails.value(row).as_struct_opt()?)?
        } else {
            Vec::new()
        };
        let supplements = if rounds.is_valid(row) {
            Some(rounds_of(rounds.value(row).as_struct_opt()?)?)
        } else {
            None
        };
        dossiers.push(Dossier {
            id: ids.map(|ids| ids.value(row).to_owned()).unwrap_or_default(),
            unit: unit(row)?,
            procedure: procedure(row)?,
            channel: Channel::ALL[usize::from(channel(row)?) % 4],
            status: Status(status(row)?),
            status_given: set(status_given, row),
            origin: if set(national, row) { Origin::National } else { Origin::Table },
            received: received(row)?,
            due: due(row),
            due_moved: set(due_moved, row),
            ended: ended(row),
            end_kind: end_kind(row).and_then(|kind| EndKind::ALL.get(usize::from(kind)).copied()),
            returned: returned(row),
            refused: refused(row),
            flags: Flags {
                online_payment: online_payment(row),
                fees_all_zero: set(fees_all_zero, row),
                fee_above_zero: set(fee_above_zero, row),
                population_database: databases(row).is_some_and(|(population, _)| population),
                ..Flags::of_states(|place| state(states[place], row))
            },
            databases: databases(row).and_then(|(_, list)| list),
            trail,
            supplements,
            dissatisfied: dissatisfied(row),
            complained: complained(row),
            apology_sent: apology_sent(row),
        });
    }
    Some(())
}

fn trail_of(entries: &StructArray) -> Option<Vec<Entry>> {
    let at = entries.column_by_name("at")?.as_primitive_opt::<TimestampMicrosecondType>()?;
    let status = entries.column_by_name("status")?.as_primitive_opt::<UInt8Type>()?;
    let kind = entries.column_by_name("kind")?.as_primitive_opt::<UInt8Type>()?;
    let entry = |place: usize| Entry {
        at: LocalTime::from_micros(at.value(place)),
        kind: ENTRY_KINDS[usize::from(kind.value(place)) % 3],
        status: Status(status.value(place)),
    };
    Some((0..entries.len()).map(entry).collect())
}

fn rounds_of(rounds: &StructArray) -> Option<Vec<Supplement>> {
    let asked =
        rounds.column_by_name("asked_at")?.as_primitive_opt::<TimestampMicrosecondType>()?;
    let completed =
        rounds.column_by_name("completed_at")?.as_primitive_opt::<TimestampMicrosecondType>()?;
    let moved = rounds.column_by_name("due_moved")?.as_primitive_opt::<UInt8Type>()?;
    let round = |place: usize| Supplement {
        asked: LocalTime::from_micros(asked.value(place)),
        completed: completed
            .is_valid(place)
            .then(|| LocalTime::from_micros(completed.value(place))),
        due_moved: moved.value(place) == 1,
    };
    Some((0..rounds.len()).map(round).collect())
}
