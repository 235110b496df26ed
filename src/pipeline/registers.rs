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

use super::{
    failure::Failure,
    job::{CohortsInput, Job},
    published::Made,
    tallies::Tallies,
};
use crate::{
    count::given::Given,
    domain::{
        announcement::Announcement,
        calendar::Exception,
        cohort::{CohortRow, Cohorts},
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
        resolved::Resolved,
        scan::Rows,
        segments::Segment,
    },
    schema::encode::CREATED_BY,
};

/// How the lake is written. To be raised with every change of what its files hold, those of dossiers
/// included.
const FORMAT: u32 = 6;
/// How the list of parts is written. Parts outlive what was made of them: their files may be gone.
const LIST_FORMAT: u32 = 4;

const REGISTERS: &str = "registers.json";
const ACCOUNTS: &str = "accounts.json";
const PARTS: &str = "parts.json";
const MADE: &str = "published.json";
const SEGMENTS: &str = "segments.json";
const RESOLVED: &str = "resolved.json";
const TALLIES: &str = "tallies.json";

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
    /// Rows of the table of cohorts, where one was given.
    #[serde(default)]
    pub cohort_rows: Vec<CohortRow>,
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
    /// Where its dossiers are.
    #[serde(skip)]
    pub segments: Vec<Segment>,
}

impl Registers {
    /// The files of the dossiers, and which of their rows count.
    pub fn dossiers(&self) -> impl Iterator<Item = (PathBuf, Rows<'_>)> {
        self.dossiers_of(|_| true)
    }

    /// The same of some segments.
    pub fn dossiers_of(
        &self,
        is_asked: impl Fn(&Segment) -> bool,
    ) -> impl Iterator<Item = (PathBuf, Rows<'_>)> {
        let lake = self.generation.parent().unwrap_or(Path::new(""));
        let asked = self.segments.iter().filter(move |segment| is_asked(segment));
        asked.map(|segment| (segment.path(lake), Rows::Not(&segment.masked)))
    }

    /// The month from which the inputs hold every dossier: as the configuration says, else as the ends
    /// of dossiers tell.
    pub fn complete_from(&self, job: &Job) -> Option<Period> {
        job.authority.coverage_from.or_else(|| coverage::first_month(&self.ends))
    }

    /// The first month that a forecast is learnt from.
    pub fn learnt_from(&self, job: &Job) -> Option<Period> {
        let month = |time: LocalTime| {
            let (year, month) = time.day().year_and_month();
            Period::month(year, month)
        };
        self.complete_from(job).or_else(|| self.first_received.and_then(month))
    }

    /// Which units are ranked beside each other, as the configuration says and its table has it.
    pub fn cohorts(&self, job: &Job) -> Result<Cohorts, Failure> {
        match &job.cohorts {
            CohortsInput::Known(cohorts) => Ok(cohorts.clone()),
            CohortsInput::Table(path) if self.cohort_rows.is_empty() => {
                Err(Failure::InputMissing(vec![format!(
                    "the lake was read before [ranking] named {}; read it again with `chiso run` or `chiso ingest`",
                    job.shown(path)
                )]))
            }
            CohortsInput::Table(_) => Ok(Cohorts::Listed(self.cohort_rows.clone())),
        }
    }

    /// Until when a document that ends at `end` is known: to its end, or where the lake ends; an `as_of`
    /// beyond the lake is refused.
    pub fn cut_off(&self, end: LocalTime, as_of: Option<LocalTime>) -> Result<LocalTime, Failure> {
        let known = generation::cut_off(&self.generation);
        match (as_of, known) {
            (Some(asked), Some(known)) if asked > known => Err(Failure::NothingToDo(format!(
                "the data was read as of {}, before --as-of {}; read it again with `chiso run` or `chiso ingest`",
                known.to_minute(),
                asked.to_minute()
            ))),
            (Some(asked), _) => Ok(asked),
            (None, known) => Ok(known.map_or(end, |known| end.min(known))),
        }
    }

    /// The small tables of the generation in use.
    pub fn open(job: &Job) -> Result<Self, Failure> {
        let generation = generation::in_use(&job.lake);
        let path = generation.join(REGISTERS);
        if !path.exists() {
            return Err(LakeFault::Absent { path: job.lake.clone() }.into());
        }
        let segments = read(&generation.join(SEGMENTS))?;
        Ok(Self { segments, generation, ..read(&path)? })
    }

    /// What the dossiers were resolved from, and what they came to.
    pub fn resolved(&self) -> Result<Resolved, LakeFault> {
        read(&self.generation.join(RESOLVED))
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
        match read_as(&path, LIST_FORMAT) {
            _ if !generation::in_use(lake).exists() => Ok(Some(Vec::new())),
            Err(LakeFault::OtherFormat { .. }) => Ok(None),
            Err(LakeFault::Io { error, .. }) if error.kind() == ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        }
    }

    /// The parts that this generation was made from, in reading order.
    pub fn parts(&self) -> Result<Vec<Listed>, LakeFault> {
        read_as(&self.generation.join(PARTS), LIST_FORMAT)
    }

    /// Writes the small tables, the accounts, the list of parts and what was resolved into their
    /// generation.
    pub fn save(
        &self,
        accounts: &[Input],
        listed: &[Listed],
        resolved: &Resolved,
    ) -> Result<(), LakeFault> {
        write(&self.generation.join(REGISTERS), self)?;
        write(&self.generation.join(SEGMENTS), &self.segments)?;
        write(&self.generation.join(RESOLVED), resolved)?;
        write(&self.generation.join(ACCOUNTS), &accounts)?;
        write_as(&self.generation.join(PARTS), &listed, LIST_FORMAT)
    }

    /// What was counted of the dossiers.
    pub fn tallies(&self) -> Result<Tallies, LakeFault> {
        read(&self.generation.join(TALLIES))
    }

    /// Writes what was counted of the dossiers.
    pub fn save_tallies(&self, tallies: &Tallies) -> Result<(), LakeFault> {
        write(&self.generation.join(TALLIES), tallies)
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
        self.replace(PARTS, &listed, LIST_FORMAT)
    }

    /// Puts other segments in the place of those of this generation; they hold the same dossiers.
    pub fn segment_anew(&self, segments: &[Segment]) -> Result<(), LakeFault> {
        self.replace(SEGMENTS, &segments, FORMAT)
    }

    fn replace<T: Serialize>(&self, name: &str, new: &T, format: u32) -> Result<(), LakeFault> {
        let path = self.generation.join(name);
        let aside = Aside(self.generation.join(format!(".{name}.{}", std::process::id())));
        write_as(&aside.0, new, format)?;
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
    write_as(path, content, FORMAT)
}

fn write_as<T: Serialize>(path: &Path, content: &T, format: u32) -> Result<(), LakeFault> {
    let kept = Kept { format, program: CREATED_BY.to_owned(), content };
    let text = serde_json::to_vec(&kept).map_err(|error| LakeFault::damaged(path, error))?;
    files::write_synced(path, &text).map_err(LakeFault::io("write", path))
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, LakeFault> {
    read_as(path, FORMAT)
}

fn read_as<T: DeserializeOwned>(path: &Path, asked: u32) -> Result<T, LakeFault> {
    let text = fs::read(path).map_err(LakeFault::io("read", path))?;
    let damaged = |error: serde_json::Error| LakeFault::damaged(path, error);
    let head: Head = serde_json::from_slice(&text).map_err(damaged)?;
    if head.format != Some(asked) {
        let written = match (head.format, head.program) {
            (Some(format), Some(program)) => format!("format {format} of {program}"),
            (Some(format), None) => format!("format {format} of a program that is not named"),
            (None, _) => "the format of an earlier version".to_owned(),
        };
        let reads = format!("format {asked} of {CREATED_BY}");
        return Err(LakeFault::OtherFormat { path: path.to_owned(), written, reads });
    }
    let kept: Kept<T> = serde_json::from_slice(&text).map_err(damaged)?;
    Ok(kept.content)
}
