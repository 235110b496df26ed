//! Patterns over folders that are made for the test, and what each of them finds.

use std::{
    os::unix::{ffi::OsStrExt, fs::symlink},
    sync::atomic::{AtomicU32, Ordering as Memory},
};

use unicode_normalization::UnicodeNormalization;

use super::{super::FaultClass, *};

struct Folder(PathBuf);

impl Folder {
    fn of(files: &[&str]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Memory::Relaxed);
        let path =
            std::env::temp_dir().join(format!("chiso-patterns-{}-{number}", std::process::id()));
        let folder = Self(path);
        fs::create_dir_all(&folder.0).unwrap();
        for file in files {
            let path = folder.0.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    fn found(&self, pattern: &str) -> Found {
        files(&self.0, pattern, Order::Name).unwrap()
    }

    fn names(&self, paths: &[PathBuf]) -> Vec<String> {
        let name = |path: &PathBuf| path.strip_prefix(&self.0).unwrap().to_string_lossy().into();
        paths.iter().map(name).collect()
    }

    #[track_caller]
    fn check(&self, pattern: &str, files: &[&str], passed_over: &[&str]) {
        let found = self.found(pattern);
        assert!(found.faults.is_empty(), "{pattern}: {:?}", found.faults);
        assert_eq!(self.names(&found.files), files, "{pattern}");
        assert_eq!(self.names(&found.passed_over), passed_over, "{pattern}: passed over");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_pattern_finds_files_of_any_case_and_passes_over_helpers_by_name() {
    let folder = Folder::of(&[
        "b.csv",
        "A.CSV",
        "c.Csv",
        "d.txt",
        "~$b.csv",
        "._b.csv",
        ".hidden.csv",
        "b.csv.crc",
        "below/e.csv",
    ]);
    folder.check("*.csv", &["A.CSV", "b.csv", "c.Csv"], &["._b.csv", ".hidden.csv", "~$b.csv"]);
    folder.check("[bc].csv", &["b.csv", "c.Csv"], &[]);
    folder.check("?.TXT", &["d.txt"], &[]);
    folder.check(
        "**/*.csv",
        &["A.CSV", "b.csv", "below/e.csv", "c.Csv"],
        &["._b.csv", ".hidden.csv", "~$b.csv"],
    );
    folder.check(".hid*.csv", &[".hidden.csv"], &[]);
    folder.check("below/../*.txt", &["below/../d.txt"], &[]);
    folder.check("b*", &["b.csv"], &["b.csv.crc", "below"]);
}

#[test]
fn a_name_that_is_there_is_taken_as_it_is_with_its_brackets() {
    let folder = Folder::of(&[
        "Hồ sơ [tháng 8].csv",
        "Hồ sơ t.csv",
        "nam [2026]/a.csv",
        "nam [2026]/b.csv",
        "x[1.csv",
    ]);
    folder.check("Hồ sơ [tháng 8].csv", &["Hồ sơ [tháng 8].csv"], &[]);
    folder.check("nam [2026]/*.csv", &["nam [2026]/a.csv", "nam [2026]/b.csv"], &[]);
    folder.check("x[1*.csv", &["x[1.csv"], &[]);
    assert!(files(&folder.0, "y[1*.csv", Order::Name).is_err(), "no such name, and no pattern");
    assert!(folder.found("z [2]*.csv").files.is_empty());
}

#[test]
fn a_name_is_the_same_however_its_marks_are_put_together() {
    let composed: String = "Hồ sơ tháng 8".nfc().collect();
    let taken_apart: String = "Hồ sơ tháng 8".nfd().collect();
    assert_ne!(composed, taken_apart);
    for (on_disk, wanted) in [(&composed, &taken_apart), (&taken_apart, &composed)] {
        let folder = Folder::of(&[&format!("{on_disk}/{on_disk}.csv")]);
        let there = format!("{on_disk}/{on_disk}.csv");
        folder.check(&format!("{wanted}/{wanted}.csv"), &[&there], &[]);
        folder.check(&format!("{wanted}/{wanted}*.csv"), &[&there], &[]);
        folder.check(&format!("**/{wanted}.csv"), &[&there], &[]);
    }
    let folder = Folder::of(&[&format!("{taken_apart} [1].csv")]);
    folder.check(&format!("{composed} [1].csv"), &[&format!("{taken_apart} [1].csv")], &[]);
}

#[test]
fn names_that_are_not_utf_8_match() {
    let folder = Folder::of(&[]);
    let name = std::ffi::OsStr::from_bytes(b"h\xF4s\xA1.csv");
    fs::write(folder.0.join(name), "x").unwrap();
    let found = folder.found("*.csv");
    assert_eq!(found.files, [folder.0.join(name)]);
}

#[test]
fn a_folder_that_is_still_being_written_and_one_with_versions_are_refused() {
    for left in ["_temporary/0/part-1.csv", "_started_12", "_delta_log/0.json"] {
        let folder = Folder::of(&["out.csv/part-0.csv", &format!("out.csv/{left}")]);
        for pattern in ["out.csv", "*.csv"] {
            let Found { files, faults, .. } = folder.found(pattern);
            assert!(files.is_empty(), "{left} {pattern}: {files:?}");
            assert_eq!(faults.len(), 1, "{left} {pattern}: {faults:?}");
            let is_of_versions = faults[0].what.contains("versions");
            assert_eq!(is_of_versions, left.starts_with("_delta_log"), "{faults:?}");
        }
    }
    let folder = Folder::of(&["out/part-0.csv", "out/_delta_log/0.json", "out/part-0.csv.rows"]);
    assert_eq!(folder.found("**/*.csv").faults.len(), 1);
}

#[test]
fn a_folder_that_spark_or_hive_wrote_is_its_part_files() {
    let folder = Folder::of(&[
        "out.parquet/_SUCCESS",
        "out.parquet/._SUCCESS.crc",
        "out.parquet/part-00000-x.snappy.parquet",
        "out.parquet/.part-00000-x.snappy.parquet.crc",
        "out.parquet/part-00001-x.snappy.parquet",
        "hive/_metadata",
        "hive/dt=2026-08/unit=A/000000_0.parquet",
        "hive/dt=2026-09/part-0.parquet",
        "hive/_temporary/0/part-9.parquet",
        "plain/a.parquet",
    ]);
    let out =
        ["out.parquet/part-00000-x.snappy.parquet", "out.parquet/part-00001-x.snappy.parquet"];
    let helpers = [
        "out.parquet/._SUCCESS.crc",
        "out.parquet/.part-00000-x.snappy.parquet.crc",
        "out.parquet/_SUCCESS",
    ];
    folder.check("*.parquet", &out, &helpers);
    folder.check("out.parquet", &out, &helpers);
    let hive = ["hive/dt=2026-08/unit=A/000000_0.parquet", "hive/dt=2026-09/part-0.parquet"];
    folder.check("hive", &hive, &["hive/_metadata", "hive/_temporary"]);
    folder.check("hive/*", &hive, &["hive/_metadata", "hive/_temporary"]);
    folder.check("hive/dt=2026-08", &hive[..1], &[]);
    let all = [hive[0], hive[1], out[0], out[1], "plain/a.parquet"];
    folder.check("**/*.parquet", &all, &helpers);
    let named = folder.found("plain");
    assert!(named.files.is_empty() && named.faults[0].what.contains("plain/*.csv"));
}

#[test]
fn links_that_lead_nowhere_or_back_are_faults_and_others_are_followed() {
    let folder = Folder::of(&["a/x.csv", "b/y.csv"]);
    symlink("../b/y.csv", folder.0.join("a/y.csv")).unwrap();
    symlink("a", folder.0.join("c")).unwrap();
    folder.check("a/*.csv", &["a/x.csv", "a/y.csv"], &[]);
    folder.check("c/*.csv", &["c/x.csv", "c/y.csv"], &[]);

    symlink("gone.csv", folder.0.join("b/z.csv")).unwrap();
    symlink("gone", folder.0.join("b/folder")).unwrap();
    let round = Folder::of(&["a/x.csv"]);
    symlink("..", round.0.join("a/up")).unwrap();
    symlink("self.csv", round.0.join("self.csv")).unwrap();
    for (folder, pattern, named, what) in [
        (&folder, "b/*.csv", "b/z.csv", "leads to nothing"),
        (&folder, "**/*.csv", "b/z.csv", "leads to nothing"),
        (&folder, "**/y.csv", "b/folder", "leads to nothing"),
        (&round, "**/*.csv", "a/up", "leads back"),
        (&round, "*.csv", "self.csv", "leads back"),
    ] {
        let found = folder.found(pattern);
        let fault = found.faults.iter().find(|fault| fault.file.ends_with(named));
        let fault = fault.unwrap_or_else(|| panic!("{pattern}: {found:?}"));
        assert!(fault.what.contains(what), "{fault}");
        assert_eq!(fault.class, FaultClass::Missing);
    }
}

#[test]
fn natural_order_is_taken_where_it_is_asked_for() {
    let folder = Folder::of(&["T10.csv", "T9.csv", "T1.csv"]);
    let found = files(&folder.0, "*.csv", Order::Natural).unwrap();
    assert_eq!(folder.names(&found.files), ["T1.csv", "T9.csv", "T10.csv"]);
    folder.check("*.csv", &["T1.csv", "T10.csv", "T9.csv"], &[]);
}
