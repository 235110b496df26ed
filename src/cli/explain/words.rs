//! The words of an explanation in both languages. Names of columns come from the schema, names of
//! indicators from the rule set; only the words of the account itself stand here.

use crate::{
    cli::args::Language,
    count::lacking::Lacking,
    domain::{cell::Status, period::Period},
    judge::clock::Verdict,
    pipeline::explaining::{LargerOf, Reason, Stage, Step},
    rules::{Condition, Indicator, rule_set::ScoreRule},
    schema::{canonical::Kind, facts::Subject},
};

/// Words about one subject in one language.
#[derive(Clone, Copy)]
pub struct Words {
    pub lang: Language,
    pub subject: Subject,
}

impl Words {
    fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(vi, en)
    }

    /// What is counted, in the plural.
    fn cases(self) -> &'static str {
        let (vi, en) = match self.subject {
            Subject::Dossiers => ("hồ sơ", "dossiers"),
            Subject::Procedures => ("thủ tục", "procedures"),
            Subject::Announcements => ("dòng công bố", "announcements"),
            Subject::Petitions => ("phản ánh, kiến nghị", "petitions"),
            Subject::Communes => ("xã", "communes"),
        };
        self.lang.pick(vi, en)
    }

    /// One line of the account, with the sign of what it does.
    pub fn step(self, step: &Step) -> String {
        let cases = self.cases();
        let said = match step.stage {
            Stage::Read => return self.pick("  Số dòng đã đọc", "  Rows read").to_owned(),
            Stage::Lake => format!("{} {cases}", self.pick("được giữ lại:", "kept:")),
            Stage::Denominator => self.pick("mẫu số", "denominator").to_owned(),
            Stage::Numerator => match &step.reason {
                Reason::Stage => self.pick("tử số", "numerator").to_owned(),
                reason => self.pick("tử số: ", "numerator: ").to_owned() + &self.reason(reason),
            },
            Stage::Duplicate => self.pick("trùng lặp", "duplicates").to_owned(),
            Stage::OutOfScope => {
                self.pick("ngoài phạm vi: ", "out of scope: ").to_owned()
                    + &self.reason(&step.reason)
            }
            Stage::Quarantined => {
                self.pick("cách ly: ", "quarantined: ").to_owned() + &self.reason(&step.reason)
            }
            Stage::OtherRows => {
                format!("{} {cases}", self.pick("dòng không phải là", "rows that are no"))
            }
            Stage::Unit => match self.subject {
                Subject::Procedures => {
                    self.pick("không thuộc thẩm quyền", "not in its authority").to_owned()
                }
                _ => self.pick("của đơn vị khác", "of other units").to_owned(),
            },
            Stage::NationalTotal => self
                .pick(
                    "có trong Hệ thống thông tin báo cáo quốc gia mà không có ở đây",
                    "in the national total and not here",
                )
                .to_owned(),
            Stage::Period | Stage::Of | Stage::Distinct | Stage::Those => self.reason(&step.reason),
        };
        let sign = match step.stage {
            stage if stage.is_total() => "=",
            Stage::NationalTotal => "+",
            _ => "−",
        };
        format!("{sign} {said}")
    }

    /// Why rows are taken away.
    pub fn reason(self, reason: &Reason) -> String {
        match reason {
            Reason::Stage => String::new(),
            Reason::Named(name) => self.named(name),
            Reason::Verdict(verdict) => self.verdict(*verdict).to_owned(),
            Reason::Fails(part) => self.fails(part),
            Reason::NoDossier(having) => {
                format!("{} {having}", self.pick("không có hồ sơ nào", "no dossier with"))
            }
        }
    }

    fn named(self, name: &str) -> String {
        let (vi, en) = match name {
            "registered" => ("mới đăng ký, chưa tiếp nhận", "registered, not accepted yet"),
            "refused_not_accepted" => ("từ chối, không tiếp nhận", "refused without acceptance"),
            "unknown_dossier" => ("không có hồ sơ", "of a dossier that nobody gave"),
            "malformed_record" => ("bản ghi hỏng", "malformed record"),
            "dossier_id_missing" => ("thiếu mã hồ sơ", "dossier number missing"),
            "received_missing" => ("thiếu ngày tiếp nhận", "date of receipt missing"),
            "date_unreadable" => ("ngày không đọc được", "unreadable date"),
            "at_missing" => ("thiếu thời điểm", "time missing"),
            "value_unreadable" => ("giá trị không đọc được", "unreadable value"),
            "announced_on_missing" => ("thiếu ngày công bố", "date of announcement missing"),
            "key_missing" => ("thiếu mã", "key missing"),
            "received_later" => ("tiếp nhận sau kỳ", "received after the period"),
            "received_before" => ("tiếp nhận trước kỳ", "received before the period"),
            "ended_before" => ("kết thúc trước kỳ", "ended before the period"),
            "same_procedure" => ("cùng một thủ tục", "further rows of one procedure"),
            "not_in_sources" => ("không có trong nguồn dữ liệu", "not in the sources"),
            "handling_seconds" => ("tổng số giây giải quyết", "sum of handling seconds"),
            other => return other.to_owned(),
        };
        self.pick(vi, en).to_owned()
    }

    /// The rows of a kind that is read beside dossiers.
    pub fn kind(self, kind: Kind) -> &'static str {
        let (vi, en) = match kind {
            Kind::Events => ("các bước xử lý hồ sơ", "steps of trails"),
            Kind::Supplements => ("các lần bổ sung hồ sơ", "rounds of supplement"),
            Kind::Ratings => ("đánh giá của người dân", "ratings"),
            other => return other.as_str(),
        };
        self.lang.pick(vi, en)
    }

    fn verdict(self, verdict: Verdict) -> &'static str {
        let (vi, en) = match verdict {
            Verdict::Early => ("trước hạn", "early"),
            Verdict::OnTime => ("đúng hạn", "on time"),
            Verdict::Late => ("kết thúc quá hạn", "late on ending"),
            Verdict::OpenInTime => ("đang giải quyết, còn hạn", "open in time"),
            Verdict::OpenOverdue => ("đang giải quyết, quá hạn", "overdue while open"),
            Verdict::WaitingInTime => ("chờ bổ sung, còn hạn", "waiting for a supplement in time"),
            Verdict::WaitingOverdue => {
                ("chờ bổ sung, quá hạn", "overdue before the supplement was asked for")
            }
            Verdict::RepeatedSupplement => {
                ("yêu cầu bổ sung nhiều lần", "supplement asked for more than once")
            }
            Verdict::Undated => ("không có hạn", "undated"),
        };
        self.lang.pick(vi, en)
    }

    /// A part of a condition that does not hold, by the names of its columns where it is a flag.
    fn fails(self, part: &Condition) -> String {
        let label = |name: &str| {
            let column = self.subject.column(name);
            column.map_or(name, |column| self.lang.pick(column.vi(), column.en())).to_owned()
        };
        match part {
            Condition::Flag(name) => format!("{}: {}", self.pick("không", "not"), label(name)),
            Condition::Not(inner) => match &**inner {
                Condition::Flag(name) => label(name),
                inner => inner.to_string(),
            },
            part => format!("{} {part}", self.pick("không thỏa", "not")),
        }
    }

    pub fn status(self, status: Status) -> String {
        let (vi, en) = match status {
            Status::Value => ("số liệu chính thức", "final"),
            Status::Provisional => ("số liệu tạm tính", "provisional"),
            Status::NoCases => ("không phát sinh", "no cases"),
            Status::MissingSource => ("thiếu nguồn dữ liệu", "missing source"),
            Status::NotApplicable => ("không áp dụng", "not applicable"),
            Status::Suppressed => ("không công bố", "suppressed"),
        };
        format!("{} ({})", self.pick(vi, en), status.as_str())
    }

    /// What is lacking, and what to do.
    pub fn lacking(self, lacking: &Lacking, (unit, period): (&str, Period)) -> String {
        let vi = self.lang == Language::Vi;
        match lacking {
            Lacking::Input(kind) => {
                let kind = kind.as_str();
                if vi {
                    format!("thiếu nguồn {kind}: thêm [[source]] với kind = \"{kind}\" vào chiso.toml")
                } else {
                    format!("no source of {kind}: add a [[source]] with kind = \"{kind}\" to chiso.toml")
                }
            }
            Lacking::NoInputYet => self
                .pick("chưa có nguồn dữ liệu đầu vào cho chỉ số này", "no input gives this indicator yet")
                .to_owned(),
            Lacking::DossierColumn("synced") => self
                .pick(
                    "không nguồn hồ sơ nào có cột synced: thêm cột này, hoặc synced = true ở nguồn đã được Cổng Dịch vụ công quốc gia xác nhận",
                    "no source of dossiers has the column synced: add it, or synced = true to the source whose messages the national portal acknowledged",
                )
                .to_owned(),
            Lacking::DossierColumn(name) => {
                if vi {
                    format!("không nguồn hồ sơ nào có cột {name}: thêm cột này, hoặc khai báo trong columns của nguồn")
                } else {
                    format!("no source of dossiers has the column {name}: add it, or name it under columns of the source")
                }
            }
            Lacking::CatalogueColumn(name) => {
                if vi {
                    format!("danh mục thủ tục không có giá trị nào ở cột {name}: điền cột này")
                } else {
                    format!("no row of the catalogue of procedures fills the column {name}: fill it in")
                }
            }
            Lacking::OneOf(several) => {
                let all = several.iter().map(|one| self.lacking(one, (unit, period)));
                let all = all.collect::<Vec<_>>().join("; ");
                format!("{} {all}", self.pick("cần ít nhất một trong số:", "at least one of these is needed:"))
            }
            Lacking::NationalTotal => {
                let year = period.last_year();
                if vi {
                    format!("bảng totals không có số của {unit} cho {period} và cho năm {year}: thêm một dòng")
                } else {
                    format!("the table of totals has no row of {unit} for {period}, nor for {year}: add one")
                }
            }
            Lacking::Rows { requires, rows } => {
                if vi {
                    format!("{rows} {} của mẫu số không thỏa {requires}: điền giá trị cho mọi dòng", self.cases())
                } else {
                    format!("{rows} {} of the denominator lack {requires}: fill it in for every row", self.cases())
                }
            }
        }
    }

    pub fn not_applicable(self, authority: &str) -> String {
        format!(
            "{} ({authority}).",
            self.pick(
                "Chỉ số không áp dụng với loại cơ quan này",
                "The indicator does not exist for this kind of authority"
            )
        )
    }

    pub fn larger_of(self, larger: &LargerOf, rows: &str, total: &str) -> String {
        let which = if larger.national_total > larger.rows {
            self.pick("lấy số của báo cáo quốc gia", "the national total is the larger and counts")
        } else {
            self.pick("lấy số đã tiếp nhận ở đây", "the rows here are not fewer and count")
        };
        format!(
            "{}: {total}; {}: {rows}; {which}.",
            self.pick("Hệ thống thông tin báo cáo quốc gia", "National total"),
            self.pick("đã tiếp nhận", "received here")
        )
    }

    pub fn rule(self, indicator: &Indicator) -> String {
        match indicator.score {
            ScoreRule::Linear => self.pick("tuyến tính", "linear").to_owned(),
            ScoreRule::FullAt { percent } => {
                format!("{} {percent}%", self.pick("tối đa từ", "full at"))
            }
            ScoreRule::Info => self.pick("theo dõi", "info").to_owned(),
        }
    }

    pub fn to_go(self, cases: u64, shown: &str) -> String {
        if cases == 0 {
            return self.pick("Đã đạt điểm tối đa.", "Full points.").to_owned();
        }
        let more = if cases == 1 { "more case" } else { "more cases" };
        format!(
            "{} {shown} {}.",
            self.pick("Cần thêm", "To full points:"),
            self.pick("trường hợp nữa để đạt điểm tối đa", more)
        )
    }

    pub fn lost_title(self, count: usize) -> String {
        let said = self.pick("Mất điểm (dùng nội bộ)", "What lost the point (internal)");
        format!("{said}: {count}")
    }
}
