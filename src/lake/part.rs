//! A part: what one input file said, by itself and without persons, as one file of the lake. Its rows
//! lie in slices by the hash of the dossier's number, so that what all files say of some dossiers is found
//! without the rest. Nothing in a part depends on other files, the list of units, the catalogue, the
//! calendar, the rules or the cut-off.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufWriter, Write},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    thread,
};

use lz4_flex::block;
use serde::{Deserialize, Serialize};

use super::{
    LakeFault, codec,
    files::Bounded,
    registers::Registers,
    stage::{NamesUsed, Stage, Staged},
};
use crate::{
    domain::{
        account::{Account, Place, Reason, Rejected},
        finder::{UnitMarks, UnitTexts, hashed_text},
        time::LocalTime,
    },
    schema::canonical::Kind,
};

/// How messages are read. To be raised with every change of what becomes of a row, so that parts of an
/// older reader are told apart.
pub const READER: u32 = 2;

/// The last bytes of a part.
const MAGIC: &[u8; 8] = b"chisopt1";
/// Place, length packed and unpacked, and sum of the head, then the magic.
const FOOT: usize = 32;
/// Slices packed together, so that threads have work and memory stays small.
const TOGETHER: usize = 64;
const MOST_SLICES: u64 = 1024;
/// Bytes of an input file for which a slice is made: some ten thousand bytes of rows.
const BYTES_PER_SLICE: u64 = 256 << 10;

/// What the reading of a file is told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub sha256: String,
    /// Of the file.
    pub bytes: u64,
    pub kind: Kind,
    /// Numbers of dossiers stand behind the number of what the row says of its unit.
    pub scoped: bool,
}

/// What a file said beside the rows of dossiers, and the names that numbers in its rows stand for.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Told {
    /// Rows of the file.
    pub rows: u64,
    /// Canonical columns that the file has.
    pub given: Vec<String>,
    /// What rows say of their units.
    pub units: Vec<UnitMarks>,
    pub procedures: Vec<String>,
    pub databases: Vec<String>,
    pub account: Account,
    /// Where rows were rejected, by reason and column.
    pub rejected: Vec<(Reason, String, Vec<u64>)>,
    pub registers: Registers,
    /// The first and the last receipt.
    pub received: Option<(LocalTime, LocalTime)>,
}

impl Told {
    fn new(rows: u64, given: Vec<String>, names: &Names, staged: Staged) -> Self {
        let Staged { mut registers, account, rejected, received, named: used } = staged;
        registers.mask_unreadable();
        let is_used = |used: &[bool], number: usize| used.get(number).copied().unwrap_or_default();
        let kept = |listed: &[String], used: &[bool]| {
            let kept = |(number, name): (usize, &String)| match is_used(used, number) {
                true => name.clone(),
                false => hashed_text(name),
            };
            listed.iter().enumerate().map(kept).collect()
        };
        let unit = |(number, joined): (usize, &String)| {
            let clear = names.clear != Clear::None && is_used(&used.units, number);
            UnitTexts::keep(joined, &names.late_units, clear)
        };
        let mut grouped: HashMap<(Reason, &str), Vec<u64>> = HashMap::new();
        for row in &rejected {
            grouped.entry((row.reason, row.column)).or_default().push(row.place.position);
        }
        let mut rejected: Vec<_> = grouped
            .into_iter()
            .map(|((reason, column), places)| (reason, column.to_owned(), places))
            .collect();
        rejected.sort_unstable();
        Self {
            rows,
            given,
            units: names.unit_texts.iter().enumerate().map(unit).collect(),
            procedures: kept(&names.procedures, &used.procedures),
            databases: kept(&names.databases, &used.databases),
            account,
            rejected,
            registers,
            received,
        }
    }

    /// The rows that were rejected, of the file of this number.
    pub fn rejected(&self, file: u32) -> impl Iterator<Item = Rejected> {
        self.rejected.iter().flat_map(move |(reason, column, places)| {
            let column = column_named(column);
            places.iter().map(move |position| Rejected {
                place: Place { file, position: *position },
                reason: *reason,
                column,
            })
        })
    }
}

/// Which names stay as they stand; of others hashes are kept, because a row that does not count may hold
/// anything in the place of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clear {
    /// No unit, because units are listed; all other names of rows that are not put aside.
    None,
    /// Those in the last row of each dossier, because no other row of the file can count.
    Last,
    /// Those in any row that is not put aside.
    All,
}

/// The names that numbers in the rows of a file stand for.
#[derive(Debug)]
pub struct Names {
    pub clear: Clear,
    /// Joined, as rows have them.
    pub unit_texts: Vec<String>,
    pub late_units: HashMap<u32, String>,
    pub procedures: Vec<String>,
    pub databases: Vec<String>,
}

/// The canonical column of this name; empty where a whole record is meant.
pub fn column_named(name: &str) -> &'static str {
    let mut columns = Kind::ALL.into_iter().flat_map(Kind::columns);
    columns.find(|column| column.name == name).map_or("", |column| column.name)
}

#[derive(Serialize, Deserialize)]
struct Head {
    origin: Origin,
    told: Told,
    slices: Vec<Packed>,
}

/// Where packed bytes lie, how long they are packed and unpacked, and their sum (CRC-32), by which damage
/// is told before they are unpacked.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Packed {
    at: u64,
    length: u32,
    unpacked: u32,
    sum: u32,
}

impl Packed {
    /// Packs bytes that will lie at a place that is not known yet.
    fn pack(bytes: &[u8]) -> (Self, Vec<u8>) {
        if bytes.is_empty() {
            return (Self::default(), Vec::new());
        }
        let packed = block::compress(bytes);
        let (length, unpacked) = (packed.len() as u32, bytes.len() as u32);
        (Self { at: 0, length, unpacked, sum: crc32fast::hash(&packed) }, packed)
    }

    /// Adds what was packed to `out`; false where it is damaged.
    fn unpack(self, packed: &[u8], out: &mut Vec<u8>) -> bool {
        let before = out.len();
        out.resize(before + self.unpacked as usize, 0);
        self.unpacked == 0
            || (crc32fast::hash(packed) == self.sum
                && block::decompress_into(packed, &mut out[before..])
                    .is_ok_and(|length| length == self.unpacked as usize))
    }
}

/// How many slices the rows of a file of this many bytes are put in; unpacked it may be ten times as long.
pub fn slices(bytes: u64, is_packed: bool) -> usize {
    let bytes = if is_packed { bytes.saturating_mul(10) } else { bytes };
    bytes.div_ceil(BYTES_PER_SLICE).next_power_of_two().clamp(1, MOST_SLICES) as usize
}

/// Writes what was staged of one file. The caller syncs it before it is named by the lake.
pub fn write(
    path: &Path,
    stage: &Stage,
    origin: Origin,
    (rows, given): (u64, Vec<String>),
    names: &Names,
    threads: usize,
) -> Result<(), LakeFault> {
    let file = File::create(path).map_err(LakeFault::io("create", path))?;
    let fault = || LakeFault::io("write", path);
    let mut out = BufWriter::new(Bounded::new(&file).map_err(fault())?);
    let (mut slices, mut at) = (Vec::new(), 0);
    let mut place = |packed: Packed| {
        at += u64::from(packed.length);
        Packed { at: at - u64::from(packed.length), ..packed }
    };
    let numbers: Vec<usize> = (0..stage.slices()).collect();
    let mut staged = stage.take_shared();
    let last = Mutex::new(NamesUsed::default());
    for together in numbers.chunks(TOGETHER) {
        let last = (names.clear == Clear::Last).then_some(&last);
        for (packed, bytes) in packed(stage, together, last, threads)? {
            out.write_all(&bytes).map_err(fault())?;
            slices.push(place(packed));
        }
    }
    if names.clear == Clear::Last {
        staged.named = last.into_inner().unwrap_or_else(PoisonError::into_inner);
        staged.registers.units_named().for_each(|unit| staged.named.add_unit(unit));
    }
    let told = Told::new(rows, given, names, staged);
    let head = Head { origin, told, slices };
    let head = serde_json::to_vec(&head).map_err(|error| LakeFault::damaged(path, error))?;
    let (packed, head) = Packed::pack(&head);
    let Packed { at, length, unpacked, sum } = place(packed);
    let mut foot = at.to_le_bytes().to_vec();
    [length, unpacked, sum, 0].iter().for_each(|number| foot.extend(number.to_le_bytes()));
    foot.extend(MAGIC);
    [head, foot].iter().try_for_each(|bytes| out.write_all(bytes)).map_err(fault())?;
    out.flush().map_err(fault())
}

/// These slices, packed by several threads.
fn packed(
    stage: &Stage,
    numbers: &[usize],
    last: Option<&Mutex<NamesUsed>>,
    threads: usize,
) -> Result<Vec<(Packed, Vec<u8>)>, LakeFault> {
    let work = |numbers: &[usize]| -> Result<Vec<(Packed, Vec<u8>)>, LakeFault> {
        let mut used = NamesUsed::default();
        let one = |number: &usize| {
            let rows = stage.load(*number)?;
            if last.is_some() {
                codec::last_named(&rows).for_each(|named| used.add(named));
            }
            Ok(Packed::pack(&rows))
        };
        let packed = numbers.iter().map(one).collect();
        if let Some(last) = last {
            last.lock().unwrap_or_else(PoisonError::into_inner).append(&used);
        }
        packed
    };
    let share = numbers.len().div_ceil(threads.max(1));
    thread::scope(|scope| {
        let shares: Vec<_> =
            numbers.chunks(share).map(|numbers| scope.spawn(move || work(numbers))).collect();
        let mut all = Vec::with_capacity(numbers.len());
        for share in shares {
            all.extend(share.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}

/// A part that was opened: its head is in memory, its rows are not.
#[derive(Debug)]
pub struct Part {
    pub path: PathBuf,
    pub origin: Origin,
    pub told: Told,
    slices: Vec<Packed>,
}

impl Part {
    /// # Errors
    ///
    /// It is not there, or it is not a part, or damaged.
    pub fn open(path: &Path) -> Result<Self, LakeFault> {
        let damaged = |what: &'static str| LakeFault::DamagedPart { path: path.to_owned(), what };
        let file = File::open(path).map_err(LakeFault::io("open", path))?;
        let length = file.metadata().map_err(LakeFault::io("open", path))?.len();
        let read = |at: u64, length: u64| -> Result<Vec<u8>, LakeFault> {
            let mut bytes = vec![0; length as usize];
            file.read_exact_at(&mut bytes, at).map_err(LakeFault::io("read", path))?;
            Ok(bytes)
        };
        let foot = length.checked_sub(FOOT as u64).ok_or_else(|| damaged("it is cut off"))?;
        let bytes = read(foot, FOOT as u64)?;
        let number = |at: usize| bytes[at..].first_chunk().map_or(0, |b| u32::from_le_bytes(*b));
        let at = u64::from(number(0)) | u64::from(number(4)) << 32;
        let packed = Packed { at, length: number(8), unpacked: number(12), sum: number(16) };
        if !bytes.ends_with(MAGIC) || at.checked_add(u64::from(packed.length)) != Some(foot) {
            return Err(damaged("it does not end as a part does"));
        }
        let mut head = Vec::new();
        if !packed.unpack(&read(at, u64::from(packed.length))?, &mut head) {
            return Err(damaged("its head is damaged"));
        }
        let Head { origin, told, slices } =
            serde_json::from_slice(&head).map_err(|_| damaged("its head cannot be read"))?;
        Ok(Self { path: path.to_owned(), origin, told, slices })
    }

    pub fn slices(&self) -> usize {
        self.slices.len()
    }

    /// Bytes of its rows, unpacked.
    pub fn row_bytes(&self) -> u64 {
        self.slices.iter().map(|slice| u64::from(slice.unpacked)).sum()
    }

    /// Adds the rows of the slices `from` to `to` to `out`.
    pub fn rows(&self, from: usize, to: usize, out: &mut Vec<u8>) -> Result<(), LakeFault> {
        let slices = &self.slices[from..to];
        let Some(first) = slices.first() else { return Ok(()) };
        let length: u64 = slices.iter().map(|slice| u64::from(slice.length)).sum();
        if length == 0 {
            return Ok(());
        }
        let file = File::open(&self.path).map_err(LakeFault::io("open", &self.path))?;
        let mut packed = vec![0; length as usize];
        file.read_exact_at(&mut packed, first.at).map_err(LakeFault::io("read", &self.path))?;
        let mut rest = &packed[..];
        for slice in slices {
            let (own, behind) = rest.split_at(slice.length as usize);
            rest = behind;
            if !slice.unpack(own, out) {
                let what = "its rows are not what was written";
                return Err(LakeFault::DamagedPart { path: self.path.clone(), what });
            }
        }
        Ok(())
    }

    /// Whether all its rows can be read as they were written.
    pub fn is_whole(&self) -> bool {
        let mut rows = Vec::new();
        (0..self.slices()).all(|slice| {
            rows.clear();
            self.rows(slice, slice + 1, &mut rows).is_ok()
        })
    }
}
