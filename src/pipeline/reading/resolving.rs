//! From what parts say to dossiers. Where a lake stands that was made from some of the same files, only
//! the dossiers are resolved of which a file that is new or gone speaks, or that another cut-off sees in
//! another way: what they came to before is taken away, what they come to now is added, and they
//! stand in new segments. Otherwise all are resolved anew, by the same steps.

use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use hashbrown::HashMap;

use super::{before::Before, inspecting::Inspecting};
use crate::{
    domain::{
        account::{Account, Place},
        time::LocalTime,
    },
    lake::{
        LakeFault,
        arrays::Codes,
        codec::Rows,
        constancy::Constancy,
        meaning::{Known, Meaning},
        part::Part,
        pieces::{Pieces, Share, Sources},
        resolve::{Outcome, Resolver, Side},
        resolved::{File, Member, joined},
        segments::{self, Made, Segment},
        sums::Sums,
        table,
        touched::{Standing, Touched},
    },
    pipeline::{event::Event, event::Reporter, failure::Failure, grown::Changed, job::Job},
};

/// What is resolved.
pub(super) struct Resolving<'a> {
    pub job: &'a Job,
    pub cut_off: LocalTime,
    pub files: &'a [File],
    pub parts: &'a [Part],
    pub meanings: &'a [Meaning],
    pub known: &'a Known,
    pub inspecting: &'a Inspecting<'a>,
    /// A folder for rows on their way.
    pub aside: &'a Path,
    /// Which dossiers are resolved; a lake grows by all of them.
    pub share: Share,
    /// The lake that segments are written into, if any.
    pub lake: Option<&'a Path>,
    pub report: Reporter<'a>,
}

/// What all dossiers came to, by the numbers of the files of the run.
pub(super) struct Found {
    pub sums: Sums,
    pub segments: Vec<Segment>,
    pub made: Made,
    /// Places of second rows where the source refuses them.
    pub refused: Vec<Place>,
    /// How the dossiers differ from those of the lake of before, where they have grown out of them.
    pub changed: Option<Changed>,
}

impl Found {
    /// What the rows of each source have in common, in the account of each of its files.
    pub fn tell_constants(&self, files: &[File], accounts: &mut [Account]) {
        let mut of_sources: HashMap<&str, Constancy> = HashMap::new();
        for (file, of_file) in files.iter().zip(&self.sums.files) {
            of_sources.entry(&file.source).or_default().add(&of_file.constancy);
        }
        for ((file, of_file), account) in files.iter().zip(&self.sums.files).zip(accounts) {
            of_sources[file.source.as_str()].tell(&of_file.constancy, account);
        }
    }
}

impl Resolving<'_> {
    /// Resolves what the lake of before does not know yet; all, where there is none that helps.
    pub fn resolve(&self, before: Option<&Before>) -> Result<Found, Failure> {
        let grown = match before.map_or(Ok(None), |before| self.grow(before)) {
            Ok(grown) => grown,
            // What cannot be written now cannot be written anew.
            Err(fault @ LakeFault::Io { what: "create" | "write", .. }) => return Err(fault.into()),
            Err(fault) => {
                let what = "the lake is made anew from its parts, because it cannot grow";
                (self.report)(Event::Note(format!("{what}: {fault}")));
                None
            }
        };
        match grown {
            Some(found) => Ok(found),
            None => Ok(self.anew()?),
        }
    }

    fn anew(&self) -> Result<Found, LakeFault> {
        let members: Vec<Member> = joined(&[], self.files);
        let parts: Vec<&Part> = self.parts.iter().collect();
        let sources =
            Sources { parts: &parts, meanings: self.meanings, known: self.known, touched: None };
        let winners: Vec<_> = self.files.iter().collect();
        let worked = self.work(sources, &members, &winners, None)?;
        let Worked { now, segments, made, refused, .. } = worked;
        Ok(Found { sums: now, segments, made, refused, changed: None })
    }

    /// `None` where the lake of before does not help, or less than it costs.
    fn grow(&self, before: &Before) -> Result<Option<Found>, LakeFault> {
        let Some(lake) = self.lake else { return Ok(None) };
        let old = &before.resolved;
        let members = joined(&old.files, self.files);
        let gone = members.iter().filter(|member| member.new.is_none());
        let gone =
            gone.map(|member| before.open(lake, member.old)).collect::<Result<Vec<_>, _>>()?;
        let mut gone = gone.iter();
        let (mut parts, mut meanings, mut files) = (Vec::new(), Vec::new(), Vec::new());
        for member in &members {
            let part = match member.new {
                Some(new) => &self.parts[new as usize],
                None => gone.next().expect("one for each"),
            };
            parts.push(part);
            meanings.push(match member.new {
                Some(new) => self.meanings[new as usize].clone(),
                None => Meaning::new(0, part, self.known),
            });
            files.push(match (member.new, member.old) {
                (Some(new), _) => &self.files[new as usize],
                (None, old) => &before.resolved.files[old.unwrap_or_default() as usize],
            });
        }
        let is_new: Vec<bool> =
            members.iter().map(|member| member.old.is_none() || member.new.is_none()).collect();
        let all: u64 = parts.iter().map(|part| part.row_bytes()).sum();
        let new = parts.iter().zip(&meanings).zip(&is_new).filter(|(_, is_new)| **is_new);
        let new = new.map(|((part, meaning), _)| (*part, meaning));
        if new.clone().map(|(part, _)| part.row_bytes()).sum::<u64>() * 2 > all {
            return Ok(None);
        }
        let Some(touched) = before.touched(lake, self.cut_off, self.known, new)? else {
            return Ok(None);
        };
        let touched = Touched::new(touched);
        let sources = Sources {
            parts: &parts,
            meanings: &meanings,
            known: self.known,
            touched: Some((&touched, &is_new)),
        };
        let holds = members.iter().map(|member| member.old.is_some()).collect();
        let side = Side { cut_off: old.cut_off, holds };
        let worked = self.work(sources, &members, &files, Some(&side))?;
        self.grown(before, lake, &members, &files, worked)
    }

    /// What was there before, without what these dossiers came to then, and with what they come to now.
    fn grown(
        &self,
        before: &Before,
        lake: &Path,
        members: &[Member],
        files: &[&File],
        worked: Worked,
    ) -> Result<Option<Found>, LakeFault> {
        let Worked { now, then, standing, segments: new, made, refused } = worked;
        let old_numbers: Vec<Option<u32>> = members.iter().map(|member| member.old).collect();
        let mut sums = before.resolved.sums.clone().renumbered(&old_numbers);
        if sums.take_away(&then).is_none() {
            return Err(LakeFault::damaged(lake, "what it came to is not what its parts come to"));
        }
        // Files of the same bytes have one part, and a place in it is of one dossier.
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let of_part: Vec<u32> = (0..)
            .zip(files)
            .map(|(number, file)| *numbers.entry(file.part.as_str()).or_insert(number))
            .collect();
        let standing =
            standing.into_iter().map(|(file, place, at)| (of_part[file as usize], place, at));
        let standing = Standing::new(standing.collect());
        let (mut segments, mut masked) = (before.segments.clone(), 0);
        let mut changed = Changed::default();
        for segment in &mut segments {
            let rows = standing.rows_in(lake, segment, &numbers)?;
            masked += rows.0.len();
            segment.masked.0 |= &rows.0;
            if !rows.0.is_empty() {
                changed.gone.push((segment.path(lake), rows));
            }
        }
        if masked != standing.dossiers() as u64 {
            return Err(LakeFault::damaged(lake, "its segments lack dossiers of its parts"));
        }
        segments.retain(|segment| segment.live() > 0);
        changed.new = new.iter().map(|segment| segment.number).collect();
        segments.extend(new);
        sums.add(now);
        let new_numbers = (0..self.files.len() as u32).map(|new| {
            members.iter().position(|member| member.new == Some(new)).map(|place| place as u32)
        });
        let new_numbers: Vec<Option<u32>> = new_numbers.collect();
        let number = |place: Place| {
            let file = members[place.file as usize].new?;
            Some(Place { file, ..place })
        };
        let refused = refused.into_iter().filter_map(number).collect();
        let sums = sums.renumbered(&new_numbers);
        Ok(Some(Found { sums, segments, made, refused, changed: Some(changed) }))
    }

    /// Resolves partition by partition, by as many threads as the job has.
    fn work(
        &self,
        sources: Sources<'_>,
        members: &[Member],
        files: &[&File],
        then: Option<&Side>,
    ) -> Result<Worked, LakeFault> {
        let pieces = Pieces::new(sources, self.share, self.aside, self.job.threads)?;
        let mut names: Vec<&str> = Vec::new();
        let source_numbers: Vec<u32> =
            files.iter().map(|file| source_number(&mut names, &file.source)).collect();
        let winners: Vec<_> = files.iter().map(|file| file.winner).collect();
        let lists = self.known.names();
        let resolver = Resolver {
            winners: &winners,
            sources: &source_numbers,
            meanings: sources.meanings,
            known: self.known,
            same_unit: &self.inspecting.same_unit,
            procedures: lists.procedures.len(),
            inspect: &|dossier, cut_off| self.inspecting.inspect(dossier, cut_off),
        };
        let part_names: Vec<String> = files.iter().map(|file| file.part.clone()).collect();
        let codes = Codes::new(&lists, &part_names);
        let holds = members.iter().map(|member| member.new.is_some()).collect();
        let now = Side { cut_off: self.cut_off, holds };
        let first = self.lake.map(segments::begin).transpose()?.unwrap_or_default();
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || -> Result<Worked, LakeFault> {
            let mut worked = Worked::default();
            let mut rows = Rows::default();
            let mut sides: Vec<(&Side, Outcome)> = [Some(&now), then]
                .into_iter()
                .flatten()
                .map(|side| (side, resolver.outcome()))
                .collect();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= pieces.partitions() {
                    worked.take(sides);
                    return Ok(worked);
                }
                sides.iter_mut().for_each(|(_, outcome)| outcome.begin());
                for slice in pieces.slices(number) {
                    pieces.load(slice, &mut rows)?;
                    resolver.resolve(&rows, &mut sides);
                }
                sides.iter_mut().for_each(|(_, outcome)| outcome.end());
                if let Some((_, then)) = sides.get(1) {
                    worked.standing.extend(then.dossiers.messages());
                }
                let (number, outcome) = (first + number as u64, &sides[0].1);
                let dossiers = outcome.order.len() as u64;
                if let Some(lake) = self.lake.filter(|_| dossiers > 0) {
                    worked.made.add(lake, number);
                    table::write_resolved(&segments::path(lake, number), outcome, &codes)?;
                    let masked = Default::default();
                    worked.segments.push(Segment { number, rows: dossiers, masked });
                }
                (self.report)(Event::Partition {
                    done: done.fetch_add(1, Ordering::Relaxed) + 1,
                    of: pieces.partitions(),
                });
            }
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..self.job.threads).map(|_| scope.spawn(work)).collect();
            let mut total = Worked::default();
            for worker in workers {
                total.add(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
            }
            total.segments.sort_unstable_by_key(|segment| segment.number);
            Ok(total)
        })
    }
}

/// What threads resolved, by the numbers of the files of both sides.
#[derive(Default)]
struct Worked {
    now: Sums,
    /// What the same dossiers came to in the lake of before, and where they stand there.
    then: Sums,
    standing: Vec<(u32, u64, i64)>,
    segments: Vec<Segment>,
    made: Made,
    refused: Vec<Place>,
}

impl Worked {
    fn take(&mut self, sides: Vec<(&Side, Outcome)>) {
        let mut outcomes = sides.into_iter().map(|(_, outcome)| outcome);
        if let Some(now) = outcomes.next() {
            (self.now, self.refused) = (now.sums, now.refused);
        }
        self.then = outcomes.next().map(|then| then.sums).unwrap_or_default();
    }

    fn add(&mut self, mut other: Self) {
        self.now.add(other.now);
        self.then.add(other.then);
        self.standing.append(&mut other.standing);
        self.segments.append(&mut other.segments);
        self.made.append(other.made);
        self.refused.append(&mut other.refused);
    }
}

/// The number of a source among those met so far.
fn source_number<'n>(names: &mut Vec<&'n str>, name: &'n str) -> u32 {
    let known = names.iter().position(|known| *known == name);
    known.unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    }) as u32
}
