//! A run that dies or finds no room, at any moment: the edition that was published stays whole and
//! readable, the pointer names it or the finished new one and nothing between, and the next run makes
//! what the first would have made, byte for byte, and clears up after it. Everything here is invented.

mod strace;
mod sweep;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::support::{Scratch, Snapshot, differing, snapshot};

/// The system cannot read or write.
const CANNOT_WRITE: i32 = 74;

const FIRST: &str = "run --month 2026-01";
const SECOND: &str = "run --month 2026-02 --published-at 2026-03-02";

/// A ministry whose first month is published and whose second is about to be, with what both
/// editions hold.
pub struct Rehearsal {
    before: Scratch,
    old: Snapshot,
    new: Snapshot,
    /// The whole reports folder once both months are published.
    reports: Snapshot,
}

/// Which edition a reader finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Old,
    New,
}

impl Rehearsal {
    pub fn new() -> Self {
        let before = Scratch::new("crash");
        before.write(
            "chiso.toml",
            "[authority]\nid = \"G99\"\nname = \"Bộ bịa ra để thử\"\nkind = \"ministry\"\n\n\
             [units]\npath = \"inputs/units.csv\"\n\n\
             [[source]]\nname = \"messages\"\nkind = \"dossiers\"\nformat = \"national-sync\"\npath = \"inputs/messages.json\"\n",
        );
        before.write("inputs/units.csv", "unit_id,name\nG99.01,Cục Mẫu\nG99.02,Vụ Mẫu\n");
        before.write("inputs/messages.json", messages());
        before.chiso_succeeds(FIRST);
        let old = snapshot(&before.edition());
        let whole = copied(&before);
        whole.chiso_succeeds(SECOND);
        let (new, reports) = (snapshot(&whole.edition()), snapshot(&whole.join("reports")));
        assert_ne!(old, new);
        Self { before, old, new, reports }
    }

    /// The state before the second month, in a folder of its own.
    pub fn stage(&self) -> Scratch {
        copied(&self.before)
    }

    /// Fails unless a reader finds the old edition or the new one, byte for byte, `verify` agrees, and
    /// the lake can be read.
    pub fn assert_whole(&self, at: &Scratch, what: &str) -> Found {
        let now = snapshot(&at.edition());
        let found = if now == self.new { Found::New } else { Found::Old };
        assert!(
            found == Found::New || now == self.old,
            "{what}: torn: {:?}",
            differing(&now, &self.old)
        );
        let first = fs::read_link(self.before.edition()).expect("the pointer");
        assert_eq!(snapshot(&at.join("reports").join(first)), self.old, "{what}: the first month");
        for call in ["verify", "count --month 2026-01"] {
            let outcome = at.chiso(call);
            assert_eq!(outcome.code, Some(0), "{what}: {call}: {}", outcome.stderr);
        }
        found
    }

    /// Fails unless the same call now publishes the second month as if nothing had happened, and leaves
    /// nothing else behind, neither among the editions nor in the lake.
    pub fn assert_recovers(&self, at: &Scratch, what: &str) {
        let outcome = at.chiso(SECOND);
        assert_eq!(outcome.code, Some(0), "{what}: the next run: {}", outcome.stderr);
        let reports = snapshot(&at.join("reports"));
        assert_eq!(reports, self.reports, "{what}: {:?}", differing(&reports, &self.reports));
        // Two editions, the index, the pointer and the link to the series.
        assert_eq!(names(&at.join("reports")).len(), 5, "{what}: {:?}", names(&at.join("reports")));
        let current = fs::read_link(at.join("lake/current")).expect("the pointer of the lake");
        let current = current.to_string_lossy().into_owned();
        let kept = ["current", "lock", "parts", "rules", "segments"].map(str::to_owned);
        let expected = kept.into_iter().chain([current]).collect();
        assert_eq!(names(&at.join("lake")), expected, "{what}: the lake");
    }
}

/// Three dossiers of two units in each of two months.
fn messages() -> String {
    let dossier = |month: u32, day: u32| {
        format!(
            r#"{{"MaHoSo":"G99.0{unit}-26{month:02}{day:02}-0001","MaTTHC":"1.000001","KenhThucHien":"2","NgayTiepNhan":"2026{month:02}{day:02}081500","NgayHenTra":"2026{month:02}16170000","TrangThaiHoSo":"10","NgayKetThucXuLy":"2026{month:02}{end}153000"}}"#,
            unit = day % 2 + 1,
            end = 10 + 2 * day,
        )
    };
    let all: Vec<String> = (1..=2).flat_map(|m| (2..=4).map(move |d| dossier(m, d))).collect();
    format!("[{}]", all.join(",\n"))
}

fn copied(from: &Scratch) -> Scratch {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            let (from, to) = (entry.path(), to.join(entry.file_name()));
            if from.is_symlink() {
                let target = fs::read_link(&from).expect("a link");
                std::os::unix::fs::symlink(target, to).expect("a link");
            } else if from.is_dir() {
                copy(&from, &to);
            } else {
                fs::copy(from, to).expect("a copy");
            }
        }
    }
    let to = Scratch::new("crash");
    copy(from.path(), to.path());
    to
}

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect()
}

fn hidden(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|name| name.starts_with('.')).collect()
}

/// The program by its path, for those who start it by another.
fn program() -> PathBuf {
    env!("CARGO_BIN_EXE_chiso").into()
}

/// The moments are spread evenly over the time that a sound run takes, and a little beyond.
#[test]
fn a_run_killed_at_any_moment_leaves_an_edition_whole_and_the_next_run_ends_its_work() {
    const MOMENTS: u32 = 10;
    let rehearsal = Rehearsal::new();
    let run = |at: &Scratch| {
        let mut command = Command::new(program());
        command.args(SECOND.split(' ')).current_dir(at.path());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    };
    let sound = rehearsal.stage();
    let begun = Instant::now();
    assert!(run(&sound).wait().expect("a child").success());
    let whole: Duration = begun.elapsed();
    for moment in 1..=MOMENTS {
        let at = rehearsal.stage();
        let mut child = run(&at);
        std::thread::sleep(whole * moment / MOMENTS);
        child.kill().expect("a signal");
        child.wait().expect("a child");
        let what = format!("killed at {moment} of {MOMENTS} parts of {whole:?}");
        rehearsal.assert_whole(&at, &what);
        rehearsal.assert_recovers(&at, &what);
    }
}

/// The shell counts in blocks of 512 bytes. Room for nothing; for the lock and not for the dossiers of
/// the lake; for the lake and not for the largest files of the edition.
#[test]
fn a_limit_on_the_size_of_files_is_told_with_the_file_and_harms_nothing() {
    const FILES: [&str; 3] = ["./lake/lock", "./lake/segments/", "./reports/.2026-02."];
    let rehearsal = Rehearsal::new();
    let mut told = BTreeSet::new();
    for blocks in [0, 1, 4, 24, 64] {
        let at = rehearsal.stage();
        let what = format!("ulimit -f {blocks}");
        let output = Command::new("sh")
            .args(["-c", &format!("{what}; exec \"$0\" \"$@\"")])
            .arg(program())
            .args(SECOND.split(' '))
            .args(["--lang", "en"])
            .current_dir(at.path())
            .output()
            .expect("a shell");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            output.status.code(),
            Some(CANNOT_WRITE),
            "{what}: {:?} {stderr}",
            output.status
        );
        assert!(stderr.contains("File too large"), "{what}: {stderr}");
        told.extend(FILES.iter().filter(|file| stderr.contains(**file)));
        assert_eq!(rehearsal.assert_whole(&at, &what), Found::Old, "{what}");
        assert_eq!(hidden(&at.join("reports")), Vec::<String>::new(), "{what}");
        rehearsal.assert_recovers(&at, &what);
    }
    assert_eq!(told, FILES.iter().collect(), "a limit was not met where it should have been");
}
