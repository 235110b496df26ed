//! Invented ministries of a few units, most of them near the threshold, some far below it: one of
//! dossiers alone, and one of which people also say something, with units below units.

use std::fmt::Write as _;

use crate::support::{Dice, Scratch};

const UNITS: usize = 12;
/// What a unit receives in a month, at most; a unit takes one of these for good.
const SIZES: [usize; 6] = [4, 9, 14, 25, 60, 140];

/// Configuration and dossiers of the ministry of a seed, under a policy.
pub fn written(seed: u64, policy: &str) -> Scratch {
    let scratch = Scratch::new("disclosure");
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"An invented ministry\"\nkind = \"ministry\"\n\n\
             [units]\ndiscover = true\n\n[public]\npolicy = \"{policy}\"\n\n[[source]]\n\
             name = \"one-stop\"\nkind = \"dossiers\"\nformat = \"table\"\npath = \"dossiers.csv\"\n"
        ),
    );
    let dice = Dice::new(seed);
    let mut rows = String::from(
        "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,result_file\n",
    );
    let mut number = 0;
    for unit in 0..UNITS {
        let size = SIZES[(unit + dice.roll(2)) % SIZES.len()];
        for month in 1..=3 {
            for _ in 0..dice.roll(size + 1) {
                number += 1;
                let channel = ["online", "counter", "post", "other"][dice.roll(4)];
                let (day, due) = (1 + dice.roll(28), 1 + dice.roll(28));
                let due = if dice.roll(9) == 0 { String::new() } else { date(month + 1, due) };
                let ended = match dice.roll(4) {
                    0 => String::new(),
                    _ => date(month + dice.roll(2), 1 + dice.roll(28)),
                };
                let received = date(month, day);
                let ended = if ended < received { String::new() } else { ended };
                // Writing to a string cannot fail.
                let _ = writeln!(
                    rows,
                    "H{number},U{unit},1.000001,{channel},{received},{due},{ended},{}",
                    dice.roll(2)
                );
            }
        }
    }
    scratch.write("dossiers.csv", rows);
    scratch
}

fn date(month: usize, day: usize) -> String {
    format!("2026-{month:02}-{day:02} 08:00")
}

/// Units and the one above each.
pub const TREE: [(&str, &str); 11] = [
    ("U0", ""),
    ("U1", ""),
    ("U2", ""),
    ("U3", ""),
    ("U4", ""),
    ("U5", ""),
    ("U6", ""),
    ("U7", ""),
    ("U0.1", "U0"),
    ("U0.2", "U0"),
    ("U1.1", "U1"),
];
/// The months in which people speak.
pub const SPOKEN: [&str; 6] = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];
/// What each unit of the tree receives in a month, at most.
const OF_TREE: [usize; 11] = [30, 12, 5, 16, 50, 90, 4, 24, 8, 20, 4];

/// The ministry of a seed of which people say something; `public` stands below `[public]`.
pub fn spoken_of(seed: u64, public: &str) -> Scratch {
    let scratch = Scratch::new("disclosure-people");
    let source = |kind: &str| {
        format!(
            "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"table\"\n\
             path = \"{kind}.csv\"\n"
        )
    };
    let sources: String = ["dossiers", "ratings", "petitions"].map(source).concat();
    scratch.write(
        "chiso.toml",
        format!(
            "[authority]\nid = \"M\"\nname = \"An invented ministry\"\nkind = \"ministry\"\n\
             coverage_from = \"2026-01\"\n\n[units]\npath = \"units.csv\"\n\n[public]\n{public}\n{sources}"
        ),
    );
    let mut units = String::from("unit_id,name,parent_id,kind\n");
    for (unit, above) in TREE {
        let _ = writeln!(units, "{unit},Unit {unit},{above},unit");
    }
    scratch.write("units.csv", units);
    let dice = Dice::new(seed);
    let mut dossiers = String::from(
        "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,end_kind,databases\n",
    );
    let mut ratings = String::from("dossier_id,rated_at,verdict,by,complaint\n");
    let mut petitions =
        String::from("petition_id,unit_id,kind,received_at,answered_at,likes,dislikes\n");
    let (mut number, mut asked) = (0, 0);
    for (month, (unit, size)) in (1..=SPOKEN.len())
        .flat_map(|m| TREE.iter().zip(OF_TREE).map(move |((u, _), s)| (m, (u, s))))
    {
        for _ in 0..dice.roll(size + 1) {
            number += 1;
            let procedure = 1 + dice.roll(8);
            let channel = ["online", "online", "counter", "post", "other"][dice.roll(5)];
            let received = 1 + dice.roll(20);
            let ended = match dice.roll(5) {
                0 => String::new(),
                days => date(month, received + days),
            };
            let kind = ["finished", "finished", "withdrawn", "refused", "stopped"][dice.roll(5)];
            let kind = if ended.is_empty() { "" } else { kind };
            let databases = ["", "", "7", "2", "2;7"][dice.roll(5)];
            let (received, due) = (date(month, received), date(month, 1 + dice.roll(28)));
            let _ = writeln!(
                dossiers,
                "H{number},{unit},1.00000{procedure},{channel},{received},{due},{ended},{kind},{databases}"
            );
            if dice.roll(2) == 0 {
                let verdict = ["satisfied", "satisfied", "neutral", "dissatisfied"][dice.roll(4)];
                let rated = date(month, 26 + dice.roll(3));
                let _ = writeln!(ratings, "H{number},{rated},{verdict},citizen,");
            }
        }
        for _ in 0..dice.roll(2 + size / 8) {
            asked += 1;
            let (kind, received) = (["rules", "conduct"][dice.roll(2)], 1 + dice.roll(20));
            let (received, answered) =
                (date(month, received), date(month, received + dice.roll(8)));
            let dislikes = dice.roll(2);
            let _ =
                writeln!(petitions, "P{asked},{unit},{kind},{received},{answered},0,{dislikes}");
        }
    }
    scratch.write("dossiers.csv", dossiers);
    scratch.write("ratings.csv", ratings);
    scratch.write("petitions.csv", petitions);
    scratch
}
