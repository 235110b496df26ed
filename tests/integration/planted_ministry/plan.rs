//! What is planted, where and how often. Every number is odd and stands here once, so that two
//! defects cannot be taken for one another; the names are those that the quality report must use.
//! The order is that of the table of dirty data in section 9 of the input formats.

/// The files of dossiers, in the order in which they are read.
pub const ARRAY: usize = 0;
pub const ENVELOPE: usize = 1;
pub const LINES: usize = 2;
pub const PAIRS_IN_LINES: usize = 3;
pub const PAIRS_IN_ARRAY: usize = 4;
pub const NUMBERS: usize = 5;
pub const UNIT_BEHIND: usize = 6;
pub const DIALECT: usize = 7;
pub const UPDATES: usize = 8;
/// The files of steps.
pub const STEPS_IN_ARRAY: usize = 9;
pub const STEPS_IN_ENVELOPE: usize = 10;
pub const STEPS_IN_LINES: usize = 11;
pub const STEPS_AS_NUMBERS: usize = 12;
pub const STEPS_OF_DIALECT: usize = 13;

pub const FILES: [&str; 14] = [
    "inputs/a/01-array.json",
    "inputs/b/02-envelope.json",
    "inputs/b/03-lines.json.gz",
    "inputs/b/04-pairs.jsonl.zst",
    "inputs/b/05-pairs.json",
    "inputs/b/06-numbers.json",
    "inputs/b/07-unit-behind.json.zst",
    "inputs/c/08-dialect.json",
    "inputs/d/09-updates.jsonl",
    "inputs/e/01-array.json",
    "inputs/e/02-envelope.json.gz",
    "inputs/e/03-lines.jsonl.zst",
    "inputs/e/04-numbers.json",
    "inputs/e/05-dialect.json",
];

/// Distinct dossiers of each file; together 200,000.
pub const DOSSIERS: [usize; 8] = [30_000, 30_000, 30_000, 30_000, 20_000, 30_000, 10_000, 20_000];

/// What is wrong with a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    NoDueDate,
    NoDueDateButLimit,
    SupplementAsEnd,
    PaymentAsEnd,
    CompletedLikeARequest,
    OpenAfterCompletion,
    AskedTwice,
    EndMadeUpAtReceipt,
    ResultIsSubmittedFile,
    SentTwice,
    SentAgainLater,
    DueDateMoved,
    EndsElsewhere,
    OnlyRegistered,
    RefusedUnaccepted,
    StatusOf(&'static str),
    EndBeforeReceipt,
    EndBeforeReceiptInTrail,
    HandedOverBeforeEnd,
    DueBeforeReceipt,
    FromTheFuture,
    ReceivedInYearOne,
    DueIn1900,
    DateLostADigit,
    UnderOldName,
    UnitUnknown,
    UnitOfEnvelope,
    UnitOfNumber,
    ProcedureUnknown(&'static str),
    ChannelNull,
    ChannelAbsent,
    Fee(&'static str),
    NumberMissing,
    DueTwiceInTwoSpellings,
    StepTwice,
}

/// One defect in one file of dossiers: how many, and what must be found in which file.
pub struct Plant {
    pub defect: Defect,
    pub file: usize,
    pub rows: usize,
    pub found: &'static [(usize, &'static str, &'static str)],
}

type Found = &'static [(usize, &'static str, &'static str)];

const fn plant(defect: Defect, file: usize, rows: usize, found: Found) -> Plant {
    Plant { defect, file, rows, found }
}

const FINDING: &str = "findings";
const OUT: &str = "out_of_scope";
const HELD: &str = "quarantined";
const TWICE: &str = "duplicate";

#[rustfmt::skip]
pub const PLAN: &[Plant] = &[
    // 1: no promised date by design, and a false step that says so.
    plant(Defect::NoDueDate, ENVELOPE, 211, &[(ENVELOPE, FINDING, "no_due_date"), (ENVELOPE, FINDING, "undated"), (STEPS_IN_ENVELOPE, FINDING, "false_end")]),
    plant(Defect::NoDueDateButLimit, LINES, 223, &[(LINES, FINDING, "no_due_date"), (STEPS_IN_LINES, FINDING, "false_end")]),
    // 2: waiting for papers or money, sent as finished.
    plant(Defect::SupplementAsEnd, ARRAY, 131, &[(STEPS_IN_ARRAY, FINDING, "mislabelled_end")]),
    plant(Defect::PaymentAsEnd, ENVELOPE, 139, &[(STEPS_IN_ENVELOPE, FINDING, "mislabelled_end")]),
    // 3: the completion of a supplement has the status of its request.
    plant(Defect::CompletedLikeARequest, LINES, 151, &[]),
    plant(Defect::OpenAfterCompletion, NUMBERS, 163, &[]),
    plant(Defect::AskedTwice, LINES, 157, &[]),
    // 4: an end made up at receipt.
    plant(Defect::EndMadeUpAtReceipt, ARRAY, 167, &[(ARRAY, FINDING, "false_end")]),
    plant(Defect::EndMadeUpAtReceipt, PAIRS_IN_LINES, 169, &[(PAIRS_IN_LINES, FINDING, "false_end")]),
    // 6: the result is the paper that was handed in.
    plant(Defect::ResultIsSubmittedFile, ENVELOPE, 173, &[(ENVELOPE, FINDING, "result_link_is_submitted")]),
    plant(Defect::ResultIsSubmittedFile, NUMBERS, 175, &[(NUMBERS, FINDING, "result_link_is_submitted")]),
    // 8: the same dossier more than once.
    plant(Defect::SentTwice, ARRAY, 179, &[(ARRAY, TWICE, "")]),
    plant(Defect::SentAgainLater, ENVELOPE, 181, &[(ENVELOPE, TWICE, "")]),
    plant(Defect::DueDateMoved, LINES, 191, &[(LINES, TWICE, "")]),
    plant(Defect::EndsElsewhere, NUMBERS, 187, &[(NUMBERS, TWICE, ""), (UPDATES, FINDING, "two_ends")]),
    // 9: what was never accepted.
    plant(Defect::OnlyRegistered, ENVELOPE, 193, &[(ENVELOPE, OUT, "registered")]),
    plant(Defect::RefusedUnaccepted, LINES, 197, &[(LINES, OUT, "refused_not_accepted")]),
    // 10: statuses that are none.
    plant(Defect::StatusOf("0"), ARRAY, 199, &[(ARRAY, FINDING, "status_unknown")]),
    plant(Defect::StatusOf(""), ENVELOPE, 227, &[(ENVELOPE, FINDING, "status_unknown")]),
    plant(Defect::StatusOf("Đang xử lý"), LINES, 229, &[(LINES, FINDING, "status_unknown")]),
    plant(Defect::StatusOf("11"), NUMBERS, 225, &[(NUMBERS, FINDING, "status_unknown")]),
    // 11: dates that cannot be.
    plant(Defect::EndBeforeReceipt, ENVELOPE, 233, &[(ENVELOPE, FINDING, "end_before_received")]),
    plant(Defect::EndBeforeReceiptInTrail, PAIRS_IN_LINES, 235, &[(PAIRS_IN_LINES, FINDING, "end_before_received")]),
    plant(Defect::HandedOverBeforeEnd, ARRAY, 239, &[(ARRAY, FINDING, "returned_before_end")]),
    plant(Defect::DueBeforeReceipt, LINES, 241, &[(LINES, FINDING, "due_before_received")]),
    plant(Defect::FromTheFuture, ENVELOPE, 251, &[(ENVELOPE, OUT, "received_after_cut_off")]),
    plant(Defect::ReceivedInYearOne, ARRAY, 257, &[(ARRAY, HELD, "received_missing")]),
    plant(Defect::DueIn1900, ARRAY, 263, &[(ARRAY, FINDING, "no_due_date"), (ARRAY, FINDING, "undated"), (ARRAY, FINDING, "filler_date")]),
    plant(Defect::DateLostADigit, NUMBERS, 269, &[(NUMBERS, HELD, "date_unreadable")]),
    // 12: units by their names of once, by nothing, by the envelope, by the number of the dossier.
    plant(Defect::UnderOldName, LINES, 271, &[]),
    plant(Defect::UnitUnknown, ARRAY, 277, &[(ARRAY, FINDING, "unmapped")]),
    plant(Defect::UnitOfEnvelope, ENVELOPE, 281, &[]),
    plant(Defect::UnitOfNumber, NUMBERS, 283, &[]),
    // 13: procedures that nobody announced.
    plant(Defect::ProcedureUnknown("TS_lop1.000.00.00.H22"), LINES, 293, &[(LINES, FINDING, "unknown_procedure")]),
    plant(Defect::ProcedureUnknown("9.999999"), NUMBERS, 307, &[(NUMBERS, FINDING, "unknown_procedure")]),
    // 14: no channel.
    plant(Defect::ChannelNull, ENVELOPE, 311, &[(ENVELOPE, FINDING, "channel_missing")]),
    plant(Defect::ChannelAbsent, NUMBERS, 313, &[(NUMBERS, FINDING, "channel_missing")]),
    // 16: fees in words, blank, of nothing, with separators.
    plant(Defect::Fee("miễn phí"), ARRAY, 319, &[(ARRAY, FINDING, "fee_unreadable")]),
    plant(Defect::Fee(""), ENVELOPE, 323, &[(ENVELOPE, FINDING, "fee_unreadable")]),
    plant(Defect::Fee("0"), LINES, 327, &[]),
    plant(Defect::Fee("135.000"), LINES, 329, &[]),
    // Beside the table: no number, a key in two spellings, a step twice.
    plant(Defect::NumberMissing, NUMBERS, 331, &[(NUMBERS, HELD, "dossier_id_missing")]),
    plant(Defect::DueTwiceInTwoSpellings, ARRAY, 337, &[(ARRAY, FINDING, "repeated_key")]),
    plant(Defect::StepTwice, PAIRS_IN_LINES, 349, &[(PAIRS_IN_LINES, TWICE, "")]),
];

/// Records that belong to no dossier of the plan: how many, and what must be found where.
pub struct Astray {
    pub file: usize,
    pub rows: usize,
    pub class: &'static str,
    pub name: &'static str,
    pub record: &'static str,
}

/// `#` stands for a running number.
pub const ASTRAY: &[Astray] = &[
    Astray {
        file: ARRAY,
        rows: 317,
        class: HELD,
        name: "malformed_record",
        record: r##"{"MaHoSo":"HONG-#" "NgayTiepNhan":"20251001081500"}"##,
    },
    Astray {
        file: STEPS_IN_ARRAY,
        rows: 347,
        class: OUT,
        name: "unknown_dossier",
        record: r##"{"MaHoSo":"LAC-#","ThoiDiemXuLy":"20251001081500","TrangThai":"4","NoiDungXuLy":"Thẩm định hồ sơ"}"##,
    },
    Astray {
        file: STEPS_OF_DIALECT,
        rows: 353,
        class: HELD,
        name: "at_missing",
        record: r##"{"IdHoSo":"#","MaHoSo":"LAC-#","TrangThai":5,"NoiDungYKien":"","NoiDungXuLy":"Yêu cầu bổ sung","DanhSachLePhi":[]}"##,
    },
    Astray {
        file: STEPS_AS_NUMBERS,
        rows: 357,
        class: HELD,
        name: "date_unreadable",
        record: r##"{"MAHOSO":"LAC-#","THOIDIEMXULY":"hôm qua","TRANGTHAI":4,"NOIDUNGXULY":"Thẩm định hồ sơ"}"##,
    },
    Astray {
        file: PAIRS_IN_ARRAY,
        rows: 359,
        class: OUT,
        name: "unknown_dossier",
        record: r##"{"hoSo":null,"tienTrinhDongBo":[{"MaHoSo":"LAC-#","ThoiDiemXuLy":"20251001081500","TrangThai":"4"}]}"##,
    },
];

/// Values that the first source sends in every row (5 and 7 of the table).
pub const CONSTANTS: [&str; 3] =
    ["constant_vneid_verified", "constant_databases", "constant_submitted_is_received"];
