//! The path of an operator who has nothing but the program and the messages that the one-stop system
//! exports: `init`, the messages into the folder that the template names, one edit, `check`, `run`.
//! Everything here is invented.

use std::fs;

use crate::support::{Call, Scratch, whole};

const DATA_REFUSED: i32 = 65;
const INPUT_MISSING: i32 = 66;

fn dossier(number: u32, unit: &str, due: u32, ended: &str) -> String {
    format!(
        r#"{{"MaHoSo":"G99-251002-000{number}","MaTTHC":"1.000001","KenhThucHien":"2","ChuHoSo":"NGƯỜI NỘP MẪU","NgayTiepNhan":"20251002081500","NgayHenTra":"202510{due}170000","TrangThaiHoSo":"4","NgayKetThucXuLy":"{ended}","DonViXuLy":"{unit}"}}"#
    )
}

fn step(number: u32, at: &str, status: u8, text: &str) -> String {
    format!(
        r#"{{"MaHoSo":"G99-251002-000{number}","NguoiXuLy":"Chuyên viên","ThoiDiemXuLy":"{at}","TrangThai":"{status}","NoiDungXuLy":"{text}"}}"#
    )
}

/// A ministry as the template makes it, with what the portal was sent: one dossier ended in time, one
/// late, one open and overdue.
fn ministry() -> Scratch {
    let scratch = Scratch::new("operator");
    scratch.chiso_succeeds("init ministry");
    let dossiers = [
        dossier(1, "Cục Mẫu", 16, ""),
        dossier(2, "Cục Mẫu", 16, ""),
        dossier(3, "Vụ Mẫu", 20, ""),
    ];
    let steps = [
        step(1, "20251015093000", 9, "Đã xử lý xong"),
        step(2, "20251017093000", 9, "Đã xử lý xong"),
        step(3, "20251003093000", 4, "Thẩm định hồ sơ"),
    ];
    let envelope = format!(r#"{{"madonvi":"G99","data":[{}]}}"#, dossiers.join(","));
    scratch.write("ministry/inputs/messages/2025-10/DongBoHoSoMC.json", envelope);
    scratch.write("ministry/inputs/messages/CapNhatTienDoHoSoMC.jsonl", steps.join("\n"));
    scratch
}

fn call(scratch: &Scratch, call: &str) -> crate::support::Outcome {
    Call::new(call).at(&scratch.join("ministry")).run()
}

#[test]
fn one_edit_of_the_template_leads_from_exported_messages_to_an_edition() {
    let scratch = ministry();
    let path = scratch.join("ministry/chiso.toml");
    let template = fs::read_to_string(&path).unwrap();
    // The edit: who the authority is. Nothing else of the template is touched.
    let edited = template.replacen("id   = \"G00\"", "id   = \"G99\"", 1);
    assert_eq!(template.lines().zip(edited.lines()).filter(|(was, is)| was != is).count(), 1);
    fs::write(&path, edited).unwrap();

    let check = call(&scratch, "check").succeeded();
    assert!(check.stdout.contains("Rows read: 6 = 6 counted"), "{}", check.stdout);
    assert!(!scratch.join("ministry/lake").exists(), "a check writes nothing");
    call(&scratch, "run --month 2025-10").succeeded();

    let flow = crate::support::read_csv(&scratch.join("ministry/reports/current/tables/flow.csv"));
    let figures = |unit: &str| {
        let row = flow.iter().find(|row| row["unit_id"] == unit && row["period"] == "2025-10");
        let row = row.unwrap_or_else(|| panic!("no row of {unit} in {flow:?}"));
        ["received", "ended", "ended_late", "closing_overdue", "on_time_numerator"]
            .map(|column| whole(row, column))
    };
    assert_eq!(figures("G99"), [3, 2, 1, 1, 1]);
    assert_eq!(figures("Cục Mẫu"), [2, 2, 1, 0, 1]);
    assert_eq!(figures("Vụ Mẫu"), [1, 0, 0, 1, 0]);
}

#[test]
fn without_messages_the_folder_to_put_them_into_is_named() {
    let scratch = Scratch::new("operator");
    scratch.chiso_succeeds("init ministry");
    let check = call(&scratch, "check");
    assert_eq!(check.code, Some(INPUT_MISSING), "{}", check.stderr);
    assert!(check.stderr.contains("inputs/messages/"), "{}", check.stderr);
    assert!(scratch.join("ministry/inputs/messages").is_dir());
}

/// Whoever uncomments a block gets a configuration that is understood, for every kind of input.
#[test]
fn the_template_shows_every_kind_of_input_and_each_block_is_understood() {
    let scratch = ministry();
    let path = scratch.join("ministry/chiso.toml");
    let template = fs::read_to_string(&path).unwrap();
    let settings =
        ["[[source]]", "name ", "kind ", "format ", "path ", "columns =", "values.channel ="];
    let uncommented: Vec<&str> = template
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if settings.iter().any(|key| rest.starts_with(key)) => rest,
            _ => line,
        })
        // Both ways of naming units at once are a fault, and the example of columns is of another
        // table.
        .filter(|line| !line.starts_with("discover") && !line.starts_with("columns"))
        .collect();
    fs::write(&path, uncommented.join("\n")).unwrap();
    for kind in [
        "dossiers",
        "events",
        "supplements",
        "procedures",
        "announcements",
        "ratings",
        "petitions",
        "totals",
        "units",
        "calendar",
    ] {
        assert!(template.contains(&format!("inputs/{kind}.csv")), "{kind}");
        assert!(scratch.join(&format!("ministry/inputs/{kind}.csv")).is_file(), "{kind}");
    }
    for format in ["\"national-sync\"", "\"table\""] {
        assert!(template.contains(format));
    }

    // The list of units that `init` writes is empty, which is told at once.
    let empty = call(&scratch, "check");
    assert_eq!(empty.code, Some(DATA_REFUSED), "{}", empty.stderr);
    for word in ["inputs/units.csv", "discover = true"] {
        assert!(empty.stderr.contains(word), "{}", empty.stderr);
    }
    scratch.write("ministry/inputs/units.csv", "unit_id,name\nG99.01,Cục Mẫu\nG99.02,Vụ Mẫu\n");
    scratch.write(
        "ministry/inputs/calendar.csv",
        "date,kind,name\n2025-10-10,holiday,Ngày nghỉ mẫu\n",
    );
    let check = call(&scratch, "check").succeeded();
    assert!(check.stdout.contains("Rows read: 9 = 9 counted"), "{}", check.stdout);
}
