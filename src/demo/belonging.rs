//! What belongs to an invented dossier: its trail in Vietnamese status texts, its supplements, and
//! what citizens thought of it.

use super::{
    days::Moment,
    dossier::Dossier,
    dossiers::Book,
    handling::Round,
    ministry::{Habit, PROFILES},
    numbers::Numbers,
    sheet::quoted,
};

impl Book<'_> {
    /// The trail, or the table of supplements for the units that keep one.
    pub fn tell(&mut self, dossier: &mut Dossier, rounds: &[Round], numbers: &mut Numbers) {
        if rounds.last().is_some_and(|round| round.completed.is_none()) && dossier.ended.is_none() {
            dossier.status = 5;
        }
        if !rounds.is_empty() && PROFILES[dossier.profile].habit == Habit::SupplementTable {
            for round in rounds {
                let time =
                    |at: Option<Moment>| at.map_or_else(String::new, |at| self.days.time(at));
                let (before, after) = (round.moved.map(|due| due.0), round.moved.map(|due| due.1));
                let cells = [Some(round.asked), round.completed, before, after].map(time).join(",");
                self.supplements.push(round.asked, format!("{},{cells}", dossier.id));
            }
        } else if !rounds.is_empty() || dossier.status == 3 {
            self.trail(dossier, rounds, numbers);
        }
    }

    fn trail(&mut self, dossier: &Dossier, rounds: &[Round], numbers: &mut Numbers) {
        let id = dossier.id.as_str();
        self.event(id, dossier.received, 2, "Tiếp nhận hồ sơ");
        if dossier.status == 3 {
            let at = dossier.ended.unwrap_or(dossier.received);
            self.event(id, at, 3, "Không được tiếp nhận, hồ sơ không hợp lệ");
        }
        if !rounds.is_empty() {
            self.event(id, dossier.received + 1500, 4, "Chuyển xử lý hồ sơ");
        }
        for round in rounds {
            self.event(id, round.asked, 5, "Yêu cầu bổ sung hồ sơ");
            if let Some(completed) = round.completed {
                let text =
                    numbers.one_of(&["Hoàn thành bổ sung hồ sơ", "Công dân đã bổ sung hồ sơ"]);
                self.event(id, completed, 5, text);
                self.event(id, completed + 900, 4, "Đang thẩm định hồ sơ");
            }
        }
        match (dossier.status, dossier.ended) {
            (9 | 10, Some(ended)) => self.event(id, ended, 9, "Đã xử lý xong"),
            (8, Some(ended)) => self.event(id, ended, 8, "Dừng xử lý"),
            _ => {}
        }
        if let Some(returned) = dossier.returned {
            self.event(id, returned, 10, "Đã trả kết quả");
        }
    }

    pub fn event(&mut self, id: &str, at: Moment, status: u8, content: &str) {
        self.events.push(at, format!("{id},{},{status},{}", self.days.time(at), quoted(content)));
    }

    /// Some citizens rate how their dossier was handled, more of them when it was late.
    pub fn rate(&mut self, dossier: &Dossier, numbers: &mut Numbers) {
        let Some(ended) = dossier.ended else { return };
        let at = ended + numbers.between(3_600, 500_000);
        if !numbers.chance(9.0)
            || at >= self.days.cut_off()
            || PROFILES[dossier.profile].id == "G06.D09"
        {
            return;
        }
        let late = dossier.due.is_some_and(|due| ended > due);
        let verdict = match numbers.share() * 100.0 {
            x if x < if late { 30.0 } else { 3.5 } => "dissatisfied",
            x if x < if late { 45.0 } else { 10.0 } => "neutral",
            _ => "satisfied",
        };
        let by = match numbers.share() {
            x if x < 0.91 => "citizen",
            x if x < 0.96 => "official",
            _ => "",
        };
        let complaint = u8::from(numbers.chance(if late { 5.0 } else { 0.4 }));
        self.ratings
            .push(at, format!("{},{},{verdict},{by},{complaint}", dossier.id, self.days.time(at)));
    }
}
