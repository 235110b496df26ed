//! Answers of the procedure catalogue (section 11).

use super::{cases::check, *};

const CASES: &str = r##"
# what an answer does not speak of is unknown, and an empty list is none
"TENTTHC":"x","KETQUATHUCHIEN":null → name x
"TENTTHC":"" →
"CACHTHUCTHUCHIEN":[],"KETQUATHUCHIEN":[],"DOITUONGTHUCHIEN":[] → fee false, paper_result false, citizens false

# of several time limits the longest counts in its own unit
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"THOIGIANGIAIQUYET":"8","DONVITINH":"Ngày làm việc"}]},{"THOIGIAN":[{"THOIGIANGIAIQUYET":11,"DONVITINH":"Ngày"}]}] → fee false, limit WorkingDays(8)
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"THOIGIANGIAIQUYET":8,"DONVITINH":"Ngày làm việc"}]},{"THOIGIAN":[{"THOIGIANGIAIQUYET":12,"DONVITINH":"NGÀY"}]}] → fee false, limit Days(12)
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"THOIGIANGIAIQUYET":40,"DONVITINH":"Ngày làm việc"}]},{"THOIGIAN":[{"THOIGIANGIAIQUYET":1,"DONVITINH":"Tháng"}]}] → fee false, limit WorkingDays(40)
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"THOIGIANGIAIQUYET":1,"DONVITINH":"Tháng"}]},{"THOIGIAN":[{"THOIGIANGIAIQUYET":21,"DONVITINH":"Ngày làm việc"}]}] → fee false, limit Months(1)
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"THOIGIANGIAIQUYET":"4","DONVITINH":"Giờ"}]}] → fee false, limit OfficeSeconds(14400)
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"THOIGIANGIAIQUYET":"0,5","DONVITINH":"Giờ làm việc"}]},{"THOIGIAN":[{"THOIGIANGIAIQUYET":0,"DONVITINH":"Ngày"}]}] → fee false, limit OfficeSeconds(1800)
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"THOIGIANGIAIQUYET":2.5,"DONVITINH":"Ngày làm việc"}]}] → fee false, limit OfficeSeconds(72000)
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"THOIGIANGIAIQUYET":30,"DONVITINH":"Khác"}]},{"THOIGIAN":[{"THOIGIANGIAIQUYET":"","DONVITINH":"Ngày"}]},{"THOIGIAN":[{"THOIGIANGIAIQUYET":null,"DONVITINH":"Ngày"}]},{"THOIGIAN":[{"THOIGIANGIAIQUYET":"theo quy định","DONVITINH":"Ngày"}]}] → fee false

# a fee is any amount that is not zero or blank
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"PHILEPHI":[{"SOTIEN":"150000"}]}]}] → fee true
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"PHILEPHI":[{"SOTIEN":150000}]}]}] → fee true
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"PHILEPHI":[{"SOTIEN":"theo quy định"}]}]}] → fee true
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"PHILEPHI":[{"SOTIEN":"0"}]}]}] → fee false
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"PHILEPHI":[{"SOTIEN":0.0}]}]}] → fee false
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"PHILEPHI":[{"SOTIEN":""}]}]}] → fee false
"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"PHILEPHI":[{"SOTIEN":null}]}]}] → fee false

# citizens are subjects under three names
"DOITUONGTHUCHIEN":[{"TENDOITUONG":"CÔNG DÂN  Việt Nam"}] → citizens true
"DOITUONGTHUCHIEN":[{"TENDOITUONG":"Người Việt Nam định cư ở nước ngoài"}] → citizens true
"DOITUONGTHUCHIEN":[{"TENDOITUONG":"Người nước ngoài"}] → citizens true
"DOITUONGTHUCHIEN":[{"TENDOITUONG":"Doanh nghiệp có vốn đầu tư nước ngoài"}] → citizens false

# answers come in every shape, and an answer without a procedure is no row
[{"error_code":"0","result":[{"MATTHC":"1.000001","TENTTHC":"x"}]},{"error_code":"0","result":[{"MATTHC":"1.000002","TENTTHC":"x"}]}] → procedure 1.000001, name x / procedure 1.000002, name x
{"error_code":"0","result":[{"MATTHC":"1.000001","TENTTHC":"x"}]} {"error_code":"0","result":[]} {"error_code":"0","result":[{"MATTHC":"1.000002","TENTTHC":"x"}]} → procedure 1.000001, name x / procedure 1.000002, name x
{"result":[{"MATTHC":"1.000001","TENTTHC":"x"},{"MATTHC":"1.000002","TENTTHC":"x"}]} → procedure 1.000001, name x / procedure 1.000002, name x
[{"MATTHC":"1.000001","TENTTHC":"x"},{"MATTHC":"1.000002","TENTTHC":"x"}] → procedure 1.000001, name x / procedure 1.000002, name x

# one without a code is rejected
[{"TENTTHC":"x"},{"MATTHC":""}] → rejected key_missing procedure_id / rejected key_missing procedure_id
"##;

const WHOLE: &str = r#""ID":"7","MaTTHC":"1.005129.000.00.00.G06","TENTTHC":"Cấp giấy phép mẫu","TRANGTHAI":"1","MOTA":"x",
    "LINHVUCTHUCHIEN":[{"MALINHVUC":"G06-KC09","TENLINHVUC":"Đo lường"}],"CAPTHUCHIEN":[{"CAPTHUCHIEN":"1","TENCAP":"Cấp Bộ"}],
    "TRINHTUTHUCHIEN":[{"TRUONGHOP":"","TRINHTU":[{"TENTRINHTU":"Bước 1"}]}],
    "CACHTHUCTHUCHIEN":[{"KENH":"1","THOIGIAN":[{"THOIGIANGIAIQUYET":"5","DONVITINH":"Ngày làm việc","MOTA":"","PHILEPHI":[{"SOTIEN":"150000"}]}]}],
    "DOITUONGTHUCHIEN":[{"MADOITUONG":"1","TENDOITUONG":"Công dân Việt Nam"}],
    "THANHPHANHOSO":[{"TRUONGHOP":"","GIAYTO":[{"MAGIAYTO":"1","TENGIAYTO":"Đơn","SOBANCHINH":"1","SOBANSAO":"0"}]}],
    "KETQUATHUCHIEN":[{"MAKETQUA":"KQ.1","TENKETQUA":"Giấy phép"}],
    "COQUANTHUCHIEN":[{"MADONVI":"000.00.91.G06","TENDONVI":"Cục Mẫu"}],"COQUANCOTHAMQUYEN":[{"MADONVI":"G06.91"},{"MADONVI":"G06.99"}],
    "CANCUPHAPLY":[{"SOVANBAN":"01/2026/NĐ-CP","NGAYHIEULUC":"01/03/2026"},{"SOVANBAN":""},{"SOVANBAN":"2/2025/TT-BKHCN"}]"#;

#[test]
fn a_procedure_is_what_an_answer_says() {
    check(Kind::Procedures, r#""MATTHC":"1.000001""#, CASES);
}

/// The procedure of an answer with these members beside its number.
fn procedure_with(members: &str) -> String {
    let text = format!(r#"{{"error_code":"0","result":[{{"MATTHC":"1.000001",{members}}}]}}"#);
    read_as(Kind::Procedures, "catalogue.json", text.as_bytes(), 2).rows().concat()
}

#[test]
fn a_procedure_is_complete_only_with_every_mandatory_part() {
    let whole = procedure_with(WHOLE);
    let expected = "procedure 1.005129, name Cấp giấy phép mẫu, field G06-KC09, called Đo lường, units 000.00.91.G06;G06.91;G06.99, \
                    fee true, paper_result true, citizens true, limit WorkingDays(5), complete true, \
                    basis 01/2026/NĐ-CP; 2/2025/TT-BKHCN";
    assert_eq!(whole, expected);
    for (part, empty) in [
        (r#""TENTTHC":"Cấp giấy phép mẫu","#, ""),
        (r#"[{"TENTRINHTU":"Bước 1"}]"#, "[]"),
        (r#""KENH":"1","#, ""),
        (r#""THOIGIANGIAIQUYET":"5","#, ""),
        (r#"[{"MADOITUONG":"1","TENDOITUONG":"Công dân Việt Nam"}]"#, "[]"),
        (r#""SOBANCHINH":"1","SOBANSAO":"0""#, r#""SOBANCHINH":"""#),
        (r#"[{"MADONVI":"000.00.91.G06","TENDONVI":"Cục Mẫu"}]"#, "[]"),
    ] {
        assert_eq!(WHOLE.matches(part).count(), 1, "{part}");
        let found = procedure_with(&WHOLE.replace(part, empty));
        assert!(found.starts_with("procedure ") && !found.contains("complete"), "{part}: {found}");
    }
}
