//! The units and the calendar of the invented ministry.

/// Two trees, G00.91 and G00.92, are merged into G00.04 in March 2025. G00.05 is renamed twice under
/// new codes, G00.02 once under its own, G00.03.01 moves below G00.02, and G00.92.03 has no successor
/// of its own.
pub const UNITS: &str = "unit_id,name,parent_id,kind,valid_from,valid_to,successor_id,aliases
    G00.01,Cục Một,,cục,,,,Cục Thứ nhất;T1
    G00.01.01,Phòng Một Một,G00.01,phòng,,,,
    G00.01.02,Phòng Một Hai,G00.01,phòng,2025-02-01,,,Tổ Hai cũ
    G00.01.01.01,Tổ Một,G00.01.01,tổ,,,,
    G00.01.01.02,Tổ Hai,G00.01.01,tổ,,2025-09-30,G00.01.02,
    G00.02,Vụ Hai,G00,vụ,,2025-06-30,,
    G00.02,Vụ Hai mới,G00,vụ lớn,2025-07-01,,,Cục Một
    G00.02.01,Phòng Hai Một,G00.02,phòng,,,,
    G00.03,Văn phòng Ba,,văn phòng,,,,V3;Văn phòng
    G00.03.01,Phòng Ba Một,G00.03,phòng,,2025-05-14,,
    G00.03.01,Phòng Ba Một,G00.02,phòng,2025-05-15,,,
    G00.91,Cục Chín Mốt,,cục,,2025-02-28,G00.04,X91
    G00.91.01,Phòng Chín Mốt Một,G00.91,phòng,,2025-02-28,G00.04.01,
    G00.91.02,Phòng Chín Mốt Hai,G00.91,phòng,,2025-02-28,G00.04.02,
    G00.92,Cục Chín Hai,,cục,,2025-02-28,G00.04,
    G00.92.01,Phòng Chín Hai Một,G00.92,phòng,,2025-02-28,G00.04.01,
    G00.92.01.01,Tổ Chín Hai,G00.92.01,tổ,,2025-02-28,G00.04.01.01,
    G00.92.03,Phòng Chín Hai Ba,G00.92,phòng,,2025-02-28,,
    G00.04,Cục Hợp nhất,,cục,2025-03-01,,,
    G00.04.01,Phòng Hợp nhất Một,G00.04,phòng,2025-03-01,,,
    G00.04.01.01,Tổ Hợp nhất,G00.04.01,tổ,2025-03-01,,,
    G00.04.02,Phòng Hợp nhất Hai,G00.04,phòng,2025-03-01,,,
    G00.05,Trung tâm Năm,,trung tâm,,2024-12-31,G00.06,T5
    G00.06,Trung tâm Sáu,,trung tâm,2025-01-01,2025-07-31,G00.07,
    G00.07,Trung tâm Bảy,,trung tâm,2025-08-01,,,
    G00.08,Viện Tám,,viện,,,,
    G00.09,Viện Chín,,viện,,,,";

/// Holidays on working days, and two Saturdays that are worked.
pub const CALENDAR: &str = "date,kind,name
    2024-09-02,holiday,a
    2024-09-03,holiday,a
    2025-01-01,holiday,a
    2025-01-27,holiday,a
    2025-01-28,holiday,a
    2025-01-29,holiday,a
    2025-01-30,holiday,a
    2025-01-31,holiday,a
    2025-02-08,working,a
    2025-04-07,holiday,a
    2025-04-26,working,a
    2025-04-30,holiday,a
    2025-05-01,holiday,a
    2025-05-02,holiday,a
    2025-09-01,holiday,a
    2025-09-02,holiday,a
    2026-01-01,holiday,a
    2026-01-02,holiday,a";

pub const UNIT_IDS: [&str; 25] = [
    "G00.01",
    "G00.01.01",
    "G00.01.02",
    "G00.01.01.01",
    "G00.01.01.02",
    "G00.02",
    "G00.02.01",
    "G00.03",
    "G00.03.01",
    "G00.91",
    "G00.91.01",
    "G00.91.02",
    "G00.92",
    "G00.92.01",
    "G00.92.01.01",
    "G00.92.03",
    "G00.04",
    "G00.04.01",
    "G00.04.01.01",
    "G00.04.02",
    "G00.05",
    "G00.06",
    "G00.07",
    "G00.01.01.01",
    "G00.04.01",
];

/// How a unit is named in words: its name, or an alias.
pub fn words(unit: &str) -> &'static str {
    match unit {
        "G00.01" => "Cục Thứ nhất",
        "G00.01.01.02" => "Tổ Hai",
        "G00.01.02" => "Tổ Hai cũ",
        "G00.02" => "Vụ Hai mới",
        "G00.03" => "Văn phòng",
        "G00.91" => "Cục Chín Mốt",
        "G00.92.01" => "Phòng Chín Hai Một",
        "G00.05" => "Trung tâm Năm",
        // A name stands before an alias: this one is G00.01's.
        _ => "Cục Một",
    }
}
