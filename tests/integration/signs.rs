//! `chiso signs`: what is planted is found with its dossiers, and what is spread evenly is not.

use std::{collections::BTreeSet, fmt::Write, fs};

use serde_json::Value;

use crate::support::{Scratch, read_csv};

const CONFIGURATION: &str = "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n\
    [rules]\nset = \"portal-2026\"\n\n[paths]\nlake = \"lake\"\nreports = \"reports\"\n\n[units]\npath = \"units.csv\"\n\n\
    [[source]]\nname = \"d\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n\n\
    [[source]]\nname = \"p\"\nkind = \"procedures\"\nformat = \"table\"\npath = \"p.csv\"\n\n\
    [[source]]\nname = \"s\"\nkind = \"supplements\"\nformat = \"table\"\npath = \"s.csv\"\n";

/// Six units with forty dossiers each, received and due on working days of March 2026. Unit A ends all of them
/// half an hour before they are due; of B five end in one second; of C one is moved on its last day.
fn planted(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("chiso.toml", CONFIGURATION);
    let mut units = String::from("unit_id,name,parent_id\n");
    let mut dossiers =
        String::from("dossier_id,unit_id,procedure_id,received_at,due_at,ended_at\n");
    for (number, unit) in ["A", "B", "C", "D", "E", "F"].iter().enumerate() {
        writeln!(units, "{unit},Unit {unit},").unwrap();
        for n in 0..40 {
            let (week, minute) = (n % 4, n % 60);
            // Received on a Monday, due at 17:00 on the Friday of the next week.
            let (received, due) = (2 + 7 * (week % 3), 13 + 7 * (week % 3));
            let day = if *unit == "A" { due } else { received + 1 + (n + number as i32) % 4 };
            let time = match *unit {
                "A" => format!("16:30:{minute:02}"),
                "B" if n < 20 && n % 4 == 0 => "09:00:01".to_owned(),
                _ => format!("{:02}:{minute:02}:{:02}", 8 + n % 3, (n * 7) % 59 + 1),
            };
            let day = if *unit == "B" && n < 20 && n % 4 == 0 { 4 } else { day };
            writeln!(
                dossiers,
                "{unit}-{n:03},{unit},1.000001,2026-03-{received:02} 08:00:00,2026-03-{due:02} 17:00:00,2026-03-{day:02} {time}"
            )
            .unwrap();
        }
    }
    scratch.write("units.csv", units);
    scratch.write("d.csv", dossiers);
    scratch.write(
        "p.csv",
        "procedure_id,name,max_time,max_time_unit\n1.000001,One procedure,9,working_day\n",
    );
    scratch.write(
        "s.csv",
        "dossier_id,asked_at,completed_at,due_before_at,due_after_at\nC-001,2026-03-20 09:00:00,2026-03-20 10:00:00,2026-03-20 17:00:00,2026-03-27 17:00:00\n",
    );
    scratch.chiso_succeeds("ingest");
    scratch
}

fn rows<'a>(said: &'a Value, sign: &str) -> Vec<&'a Value> {
    said["units"].as_array().unwrap().iter().filter(|row| row["sign"] == sign).collect()
}

#[test]
fn what_is_planted_stands_out_with_its_dossiers_and_the_even_does_not() {
    let scratch = planted("signs");
    let said = scratch.chiso_succeeds("signs --month 2026-03 --format json --into out").json();
    let out = |sign: &str| -> BTreeSet<&str> {
        let out = rows(&said, sign).into_iter().filter(|row| row["stands_out"] == true);
        out.map(|row| row["unit_id"].as_str().unwrap()).collect()
    };
    assert_eq!(out("last_hours"), BTreeSet::from(["A"]));
    assert!(out("last_day").is_empty());
    let of_a = rows(&said, "last_hours").into_iter().find(|row| row["unit_id"] == "A").unwrap();
    assert_eq!((of_a["shown"].as_i64(), of_a["cases"].as_i64()), (Some(40), Some(40)));
    // Two of the seventy-two office hours of nine working days.
    assert_eq!(of_a["by_chance"].as_f64(), Some(2.78));
    let listed = |sign: &str| -> Vec<String> {
        let found = said["signs"].as_array().unwrap().iter().find(|of| of["sign"] == sign).unwrap();
        let ids = found["dossiers"].as_array().unwrap().iter();
        ids.map(|id| id.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(listed("last_hours").len(), 40);
    assert_eq!(listed("same_second"), ["B-000", "B-004", "B-008", "B-012", "B-016"]);
    assert_eq!(listed("moved_late"), ["C-001"]);
    let rows = read_csv(&scratch.join("out/sign_dossiers.csv"));
    assert!(rows.iter().any(|row| row["dossier_id"] == "C-001" && row["sign"] == "moved_late"));
    let drawn = fs::read_to_string(scratch.join("out/last_hours.svg")).unwrap();
    assert!(drawn.contains("Unit A"));
}

#[test]
fn a_time_without_an_hour_says_nothing_of_hours_and_seconds() {
    let scratch = planted("signs-days");
    let days = fs::read_to_string(scratch.join("d.csv")).unwrap();
    let days: String = days
        .lines()
        .map(|line| match line.rsplit_once(' ') {
            Some((head, _)) => format!("{head} 00:00:00\n"),
            None => format!("{line}\n"),
        })
        .collect();
    scratch.write("d.csv", days);
    scratch.chiso_succeeds("ingest");
    let said = scratch.chiso_succeeds("signs --month 2026-03 --format json").json();
    assert!(rows(&said, "same_second").is_empty() && rows(&said, "last_hours").is_empty());
    assert_eq!(rows(&said, "last_day").len(), 6);
}
