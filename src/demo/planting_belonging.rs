//! Plants the defects of trails, supplements and ratings, each on a dossier that has no other.

use super::{
    days::{LAST_MONTH, Moment, at, day_of},
    dossiers::Book,
    numbers::Numbers,
    planting::{HOUR, Task},
};

/// "Hồ  sơ không có ngày hẹn trả" in decomposed letters and with two blanks.
const DECOMPOSED: &str =
    "Ho\u{302}\u{300}  so\u{31b} kho\u{302}ng co\u{301} nga\u{300}y he\u{323}n tra\u{309}";

impl Book<'_> {
    pub fn plant_step(&mut self, task: Task<'_>, numbers: &mut Numbers) {
        let Task { name, defect, i } = task;
        if name == "unknown_dossier" {
            let at = self.days.month_start(LAST_MONTH) - (i * 11 + 1) * 24 * HOUR + 9 * HOUR;
            self.step(&unknown(i), at, 4, "Đang xử lý", defect);
            return;
        }
        let mut dossier = self.untouched(i, false, numbers);
        if name == "false_end" {
            dossier.due = None;
        }
        self.accept(&dossier, |row| row, None);
        let (id, received) = (dossier.id.as_str(), dossier.received);
        let next_day = at(self.days.plus_working(day_of(received), 1), 9 * HOUR);
        match name {
            "duplicate" => {
                self.event(id, received, 2, "Tiếp nhận hồ sơ");
                self.step(id, received, 2, "Tiếp nhận hồ sơ", defect);
            }
            "false_end" => {
                let text = match i {
                    3 => "HỒ SƠ KHÔNG CÓ NGÀY HẸN TRẢ",
                    7 => DECOMPOSED,
                    _ => "Hồ sơ không có ngày hẹn trả",
                };
                self.step(id, received, 9, text, defect);
            }
            "mislabelled_end" if i % 3 == 2 => {
                let text = if i % 2 == 0 {
                    "Công dân thực hiện NVTC"
                } else {
                    "Yêu cầu thực hiện nghĩa vụ tài chính"
                };
                self.step(id, next_day, 9, text, defect);
            }
            "mislabelled_end" => {
                self.step(id, next_day, 9, "Cán bộ trả hồ sơ bổ sung", defect);
                self.event(id, next_day + 5 * HOUR, 5, "Hoàn thành bổ sung hồ sơ");
            }
            "at_missing" => {
                self.events.push_planted(received, format!("{id},,4,Đang xử lý"), defect)
            }
            _ => {
                let time = if i % 2 == 0 { "2026-02-30 10:00:00" } else { "sáng thứ hai" };
                self.events.push_planted(received, format!("{id},{time},4,Đang xử lý"), defect);
            }
        }
    }

    fn step(&mut self, id: &str, at: Moment, status: u8, content: &str, defect: usize) {
        let row = format!("{id},{},{status},{content}", self.days.time(at));
        self.events.push_planted(at, row, defect);
    }

    pub fn plant_supplement(&mut self, task: Task<'_>, numbers: &mut Numbers) {
        let Task { name, defect, i } = task;
        let dossier = self.untouched(i, false, numbers);
        let completed = dossier.received + 50 * HOUR;
        let row = if name == "unknown_dossier" {
            let (asked, completed) = (self.days.time(dossier.received), self.days.time(completed));
            format!("{},{asked},{completed},,", unknown(100 + i))
        } else {
            self.accept(&dossier, |row| row, None);
            format!("{},,{},,", dossier.id, self.days.time(completed))
        };
        self.supplements.push_planted(dossier.received, row, defect);
    }

    pub fn plant_rating(&mut self, task: Task<'_>, numbers: &mut Numbers) {
        let Task { name, defect, i } = task;
        let dossier = self.untouched(i, false, numbers);
        let at = dossier.received + 200 * HOUR;
        let rated = self.days.time(at);
        let row = match name {
            "unknown_dossier" => format!("{},{rated},satisfied,citizen,0", unknown(200 + i)),
            "rated_at_missing" => format!("{},,neutral,citizen,0", dossier.id),
            _ => format!("{},{rated},satisfied,citizen,0", dossier.id),
        };
        if name != "unknown_dossier" {
            self.accept(&dossier, |row| row, None);
        }
        if name == "duplicate" {
            self.ratings.push(at, row.clone());
        }
        self.ratings.push_planted(at, row, defect);
    }
}

/// The number of a dossier of a year that no file holds.
fn unknown(i: i64) -> String {
    format!("G06.D11-240105-{:04}", 9001 + i)
}
