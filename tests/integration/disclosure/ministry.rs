//! An invented ministry of a few units, most of them near the threshold, some far below it.

use std::fmt::Write as _;

use crate::support::{Dice, Scratch};

const UNITS: usize = 12;
/// What a unit receives in a month, at most; a unit takes one of these for good.
const SIZES: [usize; 6] = [4, 9, 14, 25, 60, 140];

/// Configuration and dossiers of the ministry of a seed.
pub fn written(seed: u64) -> Scratch {
    let scratch = Scratch::new("disclosure");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"An invented ministry\"\nkind = \"ministry\"\n\n\
         [units]\ndiscover = true\n\n[[source]]\nname = \"one-stop\"\nkind = \"dossiers\"\n\
         format = \"table\"\npath = \"dossiers.csv\"\n",
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
