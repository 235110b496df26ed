//! The small tables of a generation of the lake, kept as one file beside the dossiers, and what became
//! of every row of every file that it was made from. Each file says which program wrote it in which
//! format, so that a lake of another program is told apart from a damaged one.

use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{failure::Failure, job::Job, published::Made};
use crate::{
    count::given::Given,
    domain::{
        announcement::Announcement,
        calendar::Exception,
        coverage::{self, Ends},
        period::Period,
        petition::Petition,
        procedure::Procedure,
        survey::Survey,
        time::{Day, LocalTime},
        total::Totals,
        unit::Units,
    },
    edition::manifest::Input,
    lake::{
        LakeFault,
        files::{self, Aside},
        generation,
        listed::Listed,
    },
    schema::encode::CREATED_BY,
};

/// How the lake is written. To be raised with every change of what its files hold, those of dossiers
/// included.
const FORMAT: u32 = 4;

const REGISTERS: &str = "registers.json";
const ACCOUNTS: &str = "accounts.json";
const PARTS: &str = "parts.json";
const MADE: &str = "published.json";

/// Everything the later stages need beside the dossiers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Registers {
    pub units: Units,
    pub procedures: Vec<Procedure>,
    pub announcements: Vec<Announcement>,
    /// `unit` is a position in `units`.
    pub petitions: Vec<Petition>,
    pub totals: Totals,
    /// What citizens said; units are positions in `units`.
    pub survey: Survey,
    pub days: BTreeMap<Day, Exception>,
    pub given: Given,
    /// Root codes of all procedures with a dossier, sorted.
    pub procedure_ids: Vec<String>,
    /// Month of the first receipt, where there is any.
    pub first_received: Option<LocalTime>,
    /// How many dossiers ended in each month, whatever the cut-off.
    pub ends: Ends,
    /// The folder of the generation; empty where nothing is kept.
    #[serde(skip)]
    pub generation: PathBuf,
}

impl Registers {
    /// The files of the dossiers.
    pub fn dossiers(&self) -> PathBuf {
        generation::dossiers(&self.generation)
    }

    /// The month from which the inputs hold every dossier: as the configuration says, else as the ends
    /// of dossiers tell.
    pub fn complete_from(&self, job: &Job) -> Option<Period> {
        job.authority.coverage_from.or_else(|| coverage::first_month(&self.ends))
    }

    /// The small tables of the generation in use.
    pub fn open(job: &Job) -> Result<Self, Failure> {
        let generation = generation::in_use(&job.lake);
        let path = generation.join(REGISTERS);
        if !path.exists() {
            return Err(LakeFault::Absent { path: job.lake.clone() }.into());
        }
        Ok(Self { generation, ..read(&path)? })
    }

    /// What became of every row of every file that the generation was made from, as the manifest of
    /// an edition says it.
    pub fn accounts(&self) -> Result<Vec<Input>, Failure> {
        Ok(read(&self.generation.join(ACCOUNTS))?)
    }

    /// The parts that the generation in use was made from; `None` where it is of another version, and
    /// its parts cannot be used. A lake that is not there has none.
    pub fn listed(lake: &Path) -> Result<Option<Vec<Listed>>, LakeFault> {
        let path = generation::in_use(lake).join(PARTS);
        match read(&path) {
            _ if !generation::in_use(lake).exists() => Ok(Some(Vec::new())),
            Err(LakeFault::OtherFormat { .. }) => Ok(None),
            Err(LakeFault::Io { error, .. }) if error.kind() == ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        }
    }

    /// Writes the small tables, the accounts and the list of parts into their generation.
    pub fn save(&self, accounts: &[Input], listed: &[Listed]) -> Result<(), LakeFault> {
        write(&self.generation.join(REGISTERS), self)?;
        write(&self.generation.join(ACCOUNTS), &accounts)?;
        write(&self.generation.join(PARTS), &listed)
    }

    /// What was published from this generation.
    pub fn save_made(&self, made: Option<&Made>) -> Result<(), LakeFault> {
        made.map_or(Ok(()), |made| write(&self.generation.join(MADE), made))
    }

    /// What was published from the generation in use.
    pub fn made(job: &Job) -> Option<Made> {
        read(&generation::in_use(&job.lake).join(MADE)).ok()
    }

    /// Puts another list of parts in the place of the one of this generation.
    pub fn list_anew(&self, listed: &[Listed]) -> Result<(), LakeFault> {
        let path = self.generation.join(PARTS);
        let aside = Aside(self.generation.join(format!(".{PARTS}.{}", std::process::id())));
        write(&aside.0, &listed)?;
        fs::rename(&aside.0, &path).map_err(LakeFault::io("name", &path))?;
        files::sync_folder(&self.generation).map_err(LakeFault::io("write", &path))
    }
}

/// A file of the lake: how it is written, and what it holds.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    format: u32,
    program: String,
    content: T,
}

/// What is read of a file before anything else; absent where a file does not say it.
#[derive(Deserialize)]
struct Head {
    format: Option<u32>,
    program: Option<String>,
}

fn write<T: Serialize>(path: &Path, content: &T) -> Result<(), LakeFault> {
    let kept = Kept { format: FORMAT, program: CREATED_BY.to_owned(), content };
    let text = serde_json::to_vec(&kept).map_err(|error| LakeFault::damaged(path, error))?;
    files::write_synced(path, &text).map_err(LakeFault::io("write", path))
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, LakeFault> {
    let text = fs::read(path).map_err(LakeFault::io("read", path))?;
    let damaged = |error: serde_json::Error| LakeFault::damaged(path, error);
    let head: Head = serde_json::from_slice(&text).map_err(damaged)?;
    if head.format != Some(FORMAT) {
        let written = match (head.format, head.program) {
            (Some(format), Some(program)) => format!("format {format} of {program}"),
            (Some(format), None) => format!("format {format} of a program that is not named"),
            (None, _) => "the format of an earlier version".to_owned(),
        };
        let reads = format!("format {FORMAT} of {CREATED_BY}");
        return Err(LakeFault::OtherFormat { path: path.to_owned(), written, reads });
    }
    let kept: Kept<T> = serde_json::from_slice(&text).map_err(damaged)?;
    Ok(kept.content)
}
