//! What comes from elsewhere: petitions, announcing decisions, and the totals of the national
//! reporting system. Two units have gaps in the totals, so that not every cell can be computed.

use std::collections::BTreeMap;

use super::{
    days::{Days, FIRST_MONTH, LAST_MONTH, Moment, at, day_of, second_of},
    ministry::{PROFILES, Procedure},
    numbers::Numbers,
    planted::{PLAN, position},
    sheet::Sheet,
};

/// About forty petitions a month; most are answered within 15 working days.
pub fn petitions(days: &Days) -> Sheet {
    let mut sheet = Sheet::new(
        "petition_id,unit_id,kind,received_at,transferred_at,answered_at,refused_at,asked_more_at,likes,dislikes,repeated",
    );
    let duplicate = position("duplicate", "petitions");
    let resent = PLAN[duplicate].rows as usize;
    let numbers = &mut Numbers::new(5, 3);
    for month in FIRST_MONTH..=LAST_MONTH {
        for profile in PROFILES.iter().filter(|profile| month <= profile.last_month) {
            let count = (0.25 + profile.per_month.sqrt() * 0.2 + numbers.share()) as i64;
            for _ in 0..count {
                let day = days.working_day(month, numbers.between(0, days.worked_in(month) - 1));
                let received = at(day, numbers.between(8 * 3600, 60_000));
                let id = format!("PA-{}-{:04}", days.month_text(month), sheet.len() + 1);
                let petition = Petition::new(days, received, profile.on_time().0, numbers);
                let kind = if numbers.chance(62.0) { "rules" } else { "conduct" };
                let head = format!("{id},{},{kind},{}", profile.id, days.time(received));
                if sheet.len() % 90 == 45 && sheet.len() / 90 < resent {
                    sheet.push_planted(received, format!("{head},,,,,0,0,0"), duplicate);
                }
                sheet.push(received + 1, format!("{head},{}", petition.tail(days)));
            }
        }
    }
    sheet
}

struct Petition {
    transferred: Option<Moment>,
    answered: Option<Moment>,
    refused: Option<Moment>,
    asked_more: Option<Moment>,
    likes: i64,
    dislikes: i64,
    repeated: bool,
}

impl Petition {
    fn new(days: &Days, received: Moment, on_time: f64, numbers: &mut Numbers) -> Self {
        let after =
            |from: Moment, count: i64| at(days.plus_working(day_of(from), count), second_of(from));
        let transferred = numbers.chance(22.0).then(|| after(received, numbers.between(1, 4)));
        let start = transferred.unwrap_or(received);
        let mut petition = Self {
            transferred,
            answered: None,
            refused: None,
            asked_more: None,
            likes: numbers.between(0, 6),
            dislikes: if numbers.chance(11.0) {
                numbers.between(2, 8)
            } else {
                numbers.between(0, 1)
            },
            repeated: numbers.chance(3.0),
        };
        petition.likes = petition.likes.max(i64::from(petition.dislikes < 2) * petition.dislikes);
        match numbers.share() * 100.0 {
            x if x < 4.0 => petition.refused = Some(after(start, numbers.between(1, 3))),
            x if x < 8.0 => petition.asked_more = Some(after(start, numbers.between(2, 6))),
            x if x < on_time => petition.answered = Some(after(start, numbers.between(2, 15))),
            _ => petition.answered = Some(after(start, numbers.between(16, 40))),
        }
        let known = |time: Option<Moment>| time.filter(|time| *time < days.cut_off());
        Self {
            transferred: known(petition.transferred),
            answered: known(petition.answered),
            refused: known(petition.refused),
            asked_more: known(petition.asked_more),
            ..petition
        }
    }

    fn tail(&self, days: &Days) -> String {
        let time = |at: Option<Moment>| at.map_or_else(String::new, |at| days.time(at));
        let times =
            [self.transferred, self.answered, self.refused, self.asked_more].map(time).join(",");
        format!("{times},{},{},{}", self.likes, self.dislikes, u8::from(self.repeated))
    }
}

/// Two or three decisions a month, each about some procedures of one unit.
pub fn announcements(days: &Days, procedures: &[Procedure]) -> Sheet {
    let mut sheet =
        Sheet::new("decision_id,procedure_id,announced_on,legal_effective_on,published_on");
    let missing = position("announced_on_missing", "announcements");
    let numbers = &mut Numbers::new(1, 2);
    let mut decision = 0;
    for month in FIRST_MONTH..=LAST_MONTH {
        for _ in 0..numbers.between(2, 3) {
            decision += 1;
            let day = days.working_day(month, numbers.between(0, days.worked_in(month) - 1));
            let unit = PROFILES[numbers.between(0, PROFILES.len() as i64 - 1) as usize].id.as_str();
            let offered = procedures.iter().filter(|procedure| procedure.of_unit(unit));
            for procedure in
                offered.skip(numbers.between(0, 2) as usize).take(numbers.between(2, 6) as usize)
            {
                let notice = if numbers.chance(86.0) {
                    numbers.between(20, 45)
                } else {
                    numbers.between(3, 19)
                };
                let effective = numbers.chance(95.0).then(|| at(days.plus_working(day, notice), 0));
                let wait = if numbers.chance(88.0) {
                    numbers.between(1, 10)
                } else {
                    numbers.between(11, 22)
                };
                let published =
                    Some(at(days.plus_working(day, wait), 0)).filter(|day| *day < days.cut_off());
                let published = published.filter(|_| !numbers.chance(2.0));
                let date = |at: Option<Moment>| at.map_or("", |at| days.date(at));
                let announced = at(day, 0);
                sheet.push(
                    announced,
                    format!(
                        "{decision:03}/QĐ-MAU,{},{},{},{}",
                        procedure.id,
                        days.date(announced),
                        date(effective),
                        date(published)
                    ),
                );
            }
        }
    }
    for i in 0..PLAN[missing].rows {
        let row = format!("9{i:02}/QĐ-MAU,{},,2026-06-01,2026-04-20", procedures[i as usize].id);
        sheet.push_planted(days.month_start(LAST_MONTH - 4), row, missing);
    }
    sheet
}

/// Dossiers received according to the reporting system: of units directly under the ministry and of
/// the ministry, for every period of the data and for the year before. A little above what was sent.
pub fn totals(days: &Days, received: &BTreeMap<(&'static str, usize), u64>) -> Sheet {
    let mut sheet = Sheet::new("unit_id,period,dossiers_received");
    let duplicate = position("duplicate", "national-totals");
    let mut sums: BTreeMap<(String, String), u64> = BTreeMap::new();
    let numbers = &mut Numbers::new(1, 4);
    for ((unit, month), count) in received.range(..).filter(|((_, month), _)| *month >= FIRST_MONTH)
    {
        let reported = count + (*count as f64 * numbers.share() * 0.04) as u64;
        let text = days.month_text(*month);
        let (year, number) = (&text[..4], month % 12);
        let mut add = |unit: &str, period: String, count: u64| {
            *sums.entry((unit.into(), period)).or_default() += count;
        };
        let directly_under = if unit.starts_with("G06.") { &unit[..7] } else { unit };
        for unit in [directly_under, "G06"] {
            add(unit, text.into(), reported);
            add(unit, format!("{year}-Q{}", number / 3 + 1), reported);
            add(unit, format!("{year}-H{}", number / 6 + 1), reported);
            add(unit, year.into(), reported);
            if year == "2025" {
                add(unit, "2024".into(), reported + reported / 10);
            }
        }
    }
    let reported = |unit: &str, period: &str| match unit {
        "unmapped" | "G06.D06" => false,
        "G06.D03" => period < "2026-06" && period.len() == 7 && !period.contains(['Q', 'H']),
        // The data begin in March: the quarter, half-year and year are not reported whole.
        _ => !matches!(period, "2025-Q1" | "2025-H1"),
    };
    for ((unit, period), count) in sums.iter().filter(|((unit, period), _)| reported(unit, period))
    {
        if sheet.len() % 100 == 30 && sheet.len() / 100 < PLAN[duplicate].rows as usize {
            sheet.push_planted(0, format!("{unit},{period},{}", count / 2), duplicate);
        }
        sheet.push(0, format!("{unit},{period},{count}"));
    }
    sheet
}
