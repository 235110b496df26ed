//! Every dossier of the invented ministry from a fixed seed: a sound one first, then what the plan
//! says is wrong with it, in the message and, where the world was different, in what happened.

use super::{
    clock::{DAY, HOUR, Time, compact, is_weekday, midnight, plus_working_days, start_of_day},
    dossier::{Message, ResultPaper, Sent, Step, Truth, Unit},
    plan::{self, Defect},
};
use crate::support::Dice;

pub const UNITS: usize = 12;
/// The unit that the envelope of the file without units names.
pub const UNIT_OF_ENVELOPE: usize = 7;

/// First instant that nobody knew anything about.
pub fn cut_off() -> Time {
    midnight(11, 1)
}

pub fn unit_id(unit: usize) -> String {
    format!("G99.{:02}", unit + 1)
}

pub fn unit_name(unit: usize) -> String {
    format!("Cục Mẫu số {}", unit + 1)
}

pub fn old_name(unit: usize) -> String {
    format!("Vụ Cũ số {}", unit + 1)
}

/// Code, whether it has a fee, whether its result is a paper, whether it has a limit of ten working
/// days. The last digit of a code is a nought, which is lost where a code is sent as a number.
pub fn procedure(number: usize) -> (String, bool, bool, bool) {
    let (fee, paper, limit) = (number % 2 == 1, matches!(number, 1 | 2 | 5 | 6), number > 4);
    (format!("1.0000{number}0"), fee, paper, limit)
}

/// Dossiers are numbered through all files.
pub struct Inventor {
    dice: Dice,
    weekdays: Vec<Time>,
    cut_off: Time,
    number: usize,
}

/// A dossier in the making.
pub struct Draft {
    pub message: Message,
    /// What was sent before, of a dossier that is sent again in the last file.
    pub first: Option<Message>,
    /// `None` where it must not count.
    pub truth: Option<Truth>,
}

impl Inventor {
    pub fn new() -> Self {
        Self::over(midnight(9, 3), cut_off())
    }

    /// One whose dossiers come in from one day until another, of which nobody knows anything.
    pub fn over(from: Time, cut_off: Time) -> Self {
        let days = (from..cut_off).step_by(DAY as usize);
        let weekdays = days.filter(|day| is_weekday(*day)).collect();
        Self { dice: Dice::new(766), weekdays, cut_off, number: 0 }
    }

    fn chance(&self, of: usize) -> bool {
        self.dice.roll(of) == 0
    }

    fn hours(&self, from: i64, to: i64) -> i64 {
        (from + self.dice.roll((to - from) as usize) as i64) * HOUR
    }

    /// The next dossier of a file.
    pub fn next(&mut self, file: usize, defect: Option<Defect>) -> Draft {
        self.number += 1;
        let mut draft = self.sound(file, needs_limit(file, defect));
        if let Some(defect) = defect {
            super::spoil::spoil(&mut draft, defect, &self.dice);
        }
        if let Some(truth) = &mut draft.truth {
            // What the flags of a message say is what happened, whatever else is wrong.
            let message = &draft.message;
            let dialect = file == plan::DIALECT;
            truth.online = message.channel == Some("2");
            truth.digitized = message.digitized;
            truth.reused = !dialect && message.reused > 0;
            truth.from_store = !dialect && message.from_store;
            truth.result_file =
                !dialect && matches!(message.result, ResultPaper::Whole | ResultPaper::Copied);
            truth.population_data =
                !dialect && (message.verified || message.from_store || message.database == "7");
            let (_, fee, paper, _) = procedure(message.procedure_number);
            let known = message.procedure_number > 0;
            let nothing_due = !dialect && message.fee == Some("0");
            truth.fee_to_pay = known && fee && !nothing_due;
            truth.paid_online = truth.fee_to_pay && !dialect && message.paid > 0;
            truth.paper_result = !known || paper;
        }
        draft
    }

    fn sound(&self, file: usize, limited: Option<bool>) -> Draft {
        let dice = &self.dice;
        let unit = if file == plan::UNIT_BEHIND { UNIT_OF_ENVELOPE } else { dice.roll(UNITS) };
        let received =
            self.weekdays[dice.roll(self.weekdays.len())] + 8 * HOUR + dice.roll(10_000) as i64;
        let number = 1 + dice.roll(4) + 4 * usize::from(limited.unwrap_or(dice.roll(2) == 0));
        let promised = start_of_day(received) + (7 + dice.roll(14) as i64) * DAY;
        // Without an hour the last second of the day is meant.
        let (promised, due) = match dice.roll(16) {
            0 => (promised, promised + DAY - 1),
            _ => (promised + 17 * HOUR, promised + 17 * HOUR),
        };
        let by_limit = file == plan::DIALECT;
        let due = if by_limit { plus_working_days(received, 10) } else { due };
        let ended = match dice.roll(10) {
            0..=5 => received + dice.roll((due - received) as usize) as i64,
            6 => due + self.hours(1, 90),
            7 => due,
            8 => due + 1,
            _ => self.cut_off,
        };
        let (rounds, waited) = self.rounds(file, received, ended);
        let waiting = rounds.iter().any(|(_, done)| done.is_none());
        let ended = Some(ended + waited).filter(|ended| *ended < self.cut_off && !waiting);
        let returned = ended.map(|ended| ended + self.hours(0, 60));
        let returned = returned.filter(|at| *at < self.cut_off && dice.roll(2) == 0);
        let status = match (ended, returned) {
            (None, _) => "4",
            (_, None) => "9",
            _ => "10",
        };
        let steps = if self.has_trail(file) {
            trail(received, &rounds, ended, returned)
        } else {
            Vec::new()
        };
        let constant = file == plan::ARRAY;
        let sent = |time: Option<Time>| time.map_or(Sent::Nothing, Sent::At);
        let message = Message {
            id: self.id(file, unit, received),
            procedure: procedure(number).0,
            procedure_number: number,
            unit_code: unit_id(unit),
            unit_name: if file == plan::UNIT_BEHIND {
                "Phòng không ai biết".into()
            } else {
                unit_name(unit)
            },
            channel: if by_limit { None } else { Some(["1", "2", "2", "3"][dice.roll(4)]) },
            status,
            submitted: Sent::At(received - if constant { 0 } else { self.hours(0, 3) }),
            received: Sent::At(received),
            due_before: Sent::Nothing,
            due: Sent::At(promised),
            ended: sent(ended),
            returned: sent(returned),
            digitized: dice.roll(4) > 0,
            reused: [0, 0, 1, 2][dice.roll(4)],
            from_store: self.chance(5),
            fee: [None, Some("400000"), Some("135000.0")][dice.roll(3)],
            result: [ResultPaper::None, ResultPaper::WithoutCode, ResultPaper::Whole][dice.roll(3)],
            has_component: self.chance(2),
            verified: !constant && self.chance(3),
            paid: dice.roll(3) as u8,
            database: if constant { "7" } else { ["", "3", "7"][dice.roll(3)] },
            steps,
            step_twice: false,
        };
        let truth = Truth {
            unit: Unit::Of(unit),
            received,
            due: Some(due),
            ended,
            requests: rounds.len(),
            rounds,
            due_moved: false,
            online: false,
            digitized: false,
            reused: false,
            from_store: false,
            result_file: false,
            population_data: false,
            fee_to_pay: false,
            paid_online: false,
            paper_result: false,
        };
        Draft { message, first: None, truth: Some(truth) }
    }

    fn has_trail(&self, file: usize) -> bool {
        match file {
            plan::PAIRS_IN_LINES | plan::PAIRS_IN_ARRAY | plan::DIALECT => true,
            plan::UNIT_BEHIND => false,
            _ => self.number.is_multiple_of(4),
        }
    }

    /// One dossier with a trail in ten was asked for papers; some have not brought them yet.
    fn rounds(&self, file: usize, received: Time, ended: Time) -> (Vec<(Time, Option<Time>)>, i64) {
        let asked = received + HOUR + self.hours(1, 30);
        let completed = asked + self.hours(1, 100);
        if !self.has_trail(file) || !self.chance(10) || asked >= ended.min(self.cut_off) {
            return (Vec::new(), 0);
        }
        if completed >= self.cut_off || self.chance(3) {
            return (vec![(asked, None)], 0);
        }
        (vec![(asked, Some(completed))], completed - asked)
    }

    fn id(&self, file: usize, unit: usize, received: Time) -> String {
        let day = &compact(received)[..8];
        match file {
            plan::UNIT_BEHIND => format!("CU7-{}-{:06}", &day[2..], self.number),
            plan::NUMBERS => format!("{}-{day}-{:07}", unit_id(unit), self.number),
            _ => format!("{}-{}-{:06}", unit_id(unit), &day[2..], self.number),
        }
    }
}

/// Whether the procedure must have a limit, must have none, or may have either.
fn needs_limit(file: usize, defect: Option<Defect>) -> Option<bool> {
    match defect {
        Some(Defect::NoDueDate | Defect::DueIn1900) => Some(false),
        Some(Defect::NoDueDateButLimit) => Some(true),
        _ => (file == plan::DIALECT).then_some(true),
    }
}

/// The steps of a sound dossier.
pub fn trail(
    received: Time,
    rounds: &[(Time, Option<Time>)],
    ended: Option<Time>,
    returned: Option<Time>,
) -> Vec<Step> {
    let step = |at, status, text| Step { at, status, text };
    let mut steps =
        vec![step(received, 2, "Tiếp nhận hồ sơ"), step(received + HOUR, 4, "Thẩm định hồ sơ")];
    for (asked, completed) in rounds {
        steps.push(step(*asked, 5, "Yêu cầu bổ sung hồ sơ"));
        steps.extend(completed.map(|at| step(at, 5, "Hoàn thành bổ sung hồ sơ")));
    }
    steps.extend(ended.map(|at| step(at, 9, "Đã xử lý xong")));
    steps.extend(returned.map(|at| step(at, 10, "Đã trả kết quả")));
    steps
}
