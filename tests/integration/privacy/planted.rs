//! Inputs of an invented ministry in which every field that may tell of a person does: a person of its
//! own, whose number says in which field it stood.

use serde_json::{Value, json};

use super::search::person;
use crate::support::Scratch;

/// Which field each planted person stands in.
#[derive(Debug, Default)]
pub struct Planter {
    fields: Vec<String>,
}

impl Planter {
    /// A person for this field, that nobody else is.
    pub fn person(&mut self, field: &str) -> String {
        self.fields.push(field.to_owned());
        person(self.fields.len() as u32)
    }

    /// The field of a person; `None` of a number that nobody bears: digits of a hash may look like one.
    pub fn field(&self, number: u32) -> Option<&str> {
        self.fields.get((number as usize).checked_sub(1)?).map(String::as_str)
    }

    pub fn count(&self) -> usize {
        self.fields.len()
    }

    /// Members of an object, a person in each.
    fn fill(&mut self, within: &str, fields: &[&str]) -> Value {
        let member =
            |field: &&str| ((*field).to_owned(), json!(self.person(&format!("{within}.{field}"))));
        Value::Object(fields.iter().map(member).collect())
    }
}

fn with(mut object: Value, more: Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    members.extend(more.as_object().expect("an object").clone());
    object
}

/// A sound dossier of the first dialect, every field of a person filled.
fn dossier(planter: &mut Planter, number: u32, more: Value) -> Value {
    let personal = [
        "SoBienNhan",
        "SoGiayToChuHoSo",
        "ChuHoSo",
        "LoaiDoiTuong",
        "MaDoiTuong",
        "ThongTinKhac",
        "Email",
        "Fax",
        "SoDienThoai",
        "TrichYeuHoSo",
        "ThongTinTra",
        "GhiChu",
        "NoiNopHoSo",
        "HinhThuc",
        "DiaChi",
        "TenTTHC",
        "MaLinhVuc",
        "TenLinhVuc",
    ];
    let within = format!("dossier {number}");
    let mut record = planter.fill(&within, &personal);
    let paper = planter.fill(
        &format!("{within} TaiLieuNop"),
        &[
            "TepDinhKemId",
            "TenTepDinhKem",
            "MaThanhPhanHoSo",
            "DuongDanTaiTepTin",
            "MaKetQuaThayThe",
            "NguoiKy",
        ],
    );
    let fee = planter.fill(
        &format!("{within} DanhSachLePhi"),
        &["TenPhiLePhi", "MaPhiLePhi", "HinhThucThu", "LoaiPhiLePhi", "NguoiNop"],
    );
    let other =
        planter.fill(&format!("{within} DanhSachTepDinhKemKhac"), &["TenGiayTo", "SoLuong"]);
    let round = planter.fill(
        &format!("{within} DanhSachHoSoBoSung"),
        &["NguoiYeuCauBoSung", "NoiDungBoSung", "NguoiTiepNhanBoSung", "ThongTinTiepNhan"],
    );
    let asked = planter.fill(&format!("{within} DanhSachGiayToBoSung"), &["TenGiayTo"]);
    let result = planter.fill(
        &format!("{within} DanhSachGiayToKetQua"),
        &["TenGiayTo", "MaThanhPhanHoSo", "GiayToId", "DuongDanTepTinKetQua", "MaGiayToKetQua"],
    );
    let owner = planter.fill(&format!("{within} DinhDanhCHS"), &["LoaiDinhDanh", "SoDinhDanh"]);
    // A key may be a person too, where a system takes names for keys.
    let key = planter.person(&format!("{within}: a key"));
    let sound = json!({
        "MaHoSo": format!("G99.01-260602-{number:04}"), "MaTTHC": "1.000001", "KenhThucHien": "2",
        "NgayNopHoSo": "20260601170510", "NgayTiepNhan": "20260602081500", "NgayHenTra": "20260616170000",
        "TrangThaiHoSo": "4", "DonViXuLy": "Cục Mẫu",
        "TaiLieuNop": [with(paper, json!({"IsDeleted": "False", "DuocSoHoa": "1"}))],
        "DanhSachLePhi": [with(fee, json!({"Gia": "400000"}))],
        "DanhSachTepDinhKemKhac": [other],
        "DanhSachHoSoBoSung": [with(round, json!({
            "NgayBoSung": "20260604100000", "NgayTiepNhanBoSung": "20260605090000", "DanhSachGiayToBoSung": [asked],
        }))],
        "DanhSachGiayToKetQua": [result], "DinhDanhCHS": [owner], "TaiKhoanDuocXacThucVoiVNeID": "1",
        "DuocThanhToanTrucTuyen": "1", key: "1",
    });
    record = with(record, sound);
    with(record, more)
}

/// A dossier of the dialect of 2026.
fn dossier_of_2026(planter: &mut Planter) -> Value {
    let within = "dossier of 2026";
    let head = planter.fill(within, &["ChuHoSo", "MaDichVuCong", "IdHoSo"]);
    let form =
        planter.fill(&format!("{within} EformThongTinChiTiet"), &["hoTen", "diaChi", "ngaySinh"]);
    let sender = planter.fill(
        &format!("{within} ThongTinChiTiet"),
        &["HoTen", "SoDinhDanh", "DiaChi", "Email", "SoDienThoai"],
    );
    let id = planter.person(&format!("{within} IdDoiTuong"));
    let paper = planter.fill(
        &format!("{within} GiayToDinhKem"),
        &["IdGiayTo", "MaKetQua", "TenGiayTo", "HashTepTin"],
    );
    let component =
        planter.fill(&format!("{within} ThanhPhanHoSo"), &["MaThanhPhanHoSo", "TenThanhPhanHoSo"]);
    with(
        head,
        json!({
            "MaHoSo": "G99.01-20260603-0000001", "MaTTHC": "1.000002", "MaDonViTiepNhan": "G99.01",
            "NgayNop": "2026-06-03 08:00:00", "NgayTiepNhan": "2026-06-03 09:00:00",
            "EformThongTinChiTiet": form, "ThanhPhanHoSo": [with(component, json!({"GiayToDinhKem": [paper]}))],
            "ThongTinNguoiNop": {"LoaiDoiTuong": 0, "IdDoiTuong": id, "ThongTinChiTiet": sender},
        }),
    )
}

/// Steps: those of a dossier that is handled late, those of none, and those that cannot be read.
fn steps(planter: &mut Planter) -> Vec<Value> {
    let mut all = Vec::new();
    for (id, at, status, words) in [
        ("G99.01-260602-0001", json!("20260602081500"), "2", "Tiếp nhận hồ sơ"),
        ("G99.01-260602-0001", json!("20260604100000"), "5", "Yêu cầu bổ sung hồ sơ"),
        ("G99.01-260602-0001", json!("20260605090000"), "5", "Hoàn thành bổ sung hồ sơ"),
        ("G99.01-260602-0001", json!("20260620153000"), "9", "Đã xử lý xong"),
        ("G99.01-260602-0777", json!("20260604100000"), "4", "Thẩm định"),
        ("G99.01-260602-0002", json!(null), "4", "Thẩm định"),
        ("G99.01-260602-0002", json!("hôm qua"), "99", "Thẩm định"),
    ] {
        let within = format!("step {}", all.len() + 1);
        let person = planter.fill(
            &within,
            &[
                "NguoiXuLy",
                "ChucDanh",
                "PhongBanXuLy",
                "NoiDungYKien",
                "NgayKetThucTheoQuyDinh",
                "NgayBatDau",
            ],
        );
        let words = format!("{words} {}", planter.person(&format!("{within}.NoiDungXuLy")));
        let at = if at == "hôm qua" {
            json!(planter.person(&format!("{within}.ThoiDiemXuLy")))
        } else {
            at
        };
        all.push(with(
            person,
            json!({"MaHoSo": id, "ThoiDiemXuLy": at, "TrangThai": status, "NoiDungXuLy": words}),
        ));
    }
    all
}

/// Records that are put aside or found wanting: a person stands where a date, a code or a list should.
fn spoilt(planter: &mut Planter) -> Vec<Value> {
    let mut all = Vec::new();
    for field in [
        "NgayNopHoSo",
        "NgayTiepNhan",
        "NgayHenTra",
        "NgayKetThucXuLy",
        "NgayTra",
        "NgayTuChoi",
        "TrangThaiHoSo",
        "KenhThucHien",
        "TaiLieuNop",
        "DanhSachLePhi",
        "DanhSachHoSoBoSung",
        "DanhSachGiayToKetQua",
        "MaTTHC.x",
        "HoSoCoThanhPhanSoHoa",
        "DuocThanhToanTrucTuyen",
        "DSKetNoiCSDL",
        "MaHoSo",
    ] {
        let number = 100 + all.len() as u32;
        let value = planter.person(&format!("a spoilt {field}"));
        let more = match field {
            "MaTTHC.x" => json!({"MaTTHC": {"x": value}}),
            "MaHoSo" => json!({"MaHoSo": [value]}),
            field => json!({field: value}),
        };
        all.push(dossier(planter, number, more));
    }
    all.push(json!(planter.person("a record that is a text")));
    all.push(planter.fill("a record without a number", &["ChuHoSo", "SoDienThoai"]));
    all
}

/// A table whose rows have persons in columns that nobody asks for, and where a date or code should be.
fn table(planter: &mut Planter, name: &str, head: &str, sound: &[&str], read: &[&str]) -> String {
    let columns: Vec<&str> = head.split(',').collect();
    let extra = ["ho_ten", "so_dinh_danh", "dien_thoai", "email", "dia_chi", "ghi_chu"];
    let mut text = format!("{head},{}\n", extra.join(","));
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut push = |planter: &mut Planter, cells: Vec<String>, what: &str| {
        let persons =
            extra.iter().map(|column| quoted(&planter.person(&format!("{name} {what}: {column}"))));
        let row: Vec<String> = cells.into_iter().chain(persons).collect();
        text.push_str(&(row.join(",") + "\n"));
    };
    for (number, row) in sound.iter().enumerate() {
        push(planter, row.split(',').map(str::to_owned).collect(), &format!("row {number}"));
    }
    for column in read {
        let place =
            columns.iter().position(|known| known == column).expect("a column of the table");
        let mut cells: Vec<String> = sound[0].split(',').map(str::to_owned).collect();
        cells[place] = quoted(&planter.person(&format!("{name}: {column}")));
        push(planter, cells, &format!("with a person as {column}"));
    }
    let cut = planter.person(&format!("{name}: a row of too few cells"));
    text + &quoted(&cut) + "\n"
}

/// The ministry; with `unit` as the name of its one unit.
pub fn ministry(planter: &mut Planter, unit: &str) -> Scratch {
    let scratch = Scratch::with_pages("privacy");
    let mut records = vec![
        dossier(planter, 1, json!({"NgayKetThucXuLy": "20260620153000", "TrangThaiHoSo": "10"})),
        dossier(planter, 2, json!({"NgayHenTra": "20260610170000"})),
        dossier(planter, 1, json!({"NgayKetThucXuLy": "20260620153000", "TrangThaiHoSo": "10"})),
        dossier_of_2026(planter),
    ];
    records.extend(spoilt(planter));
    let session = planter.person("the session of an envelope");
    let sender = planter.person("an unknown key of an envelope");
    let envelope = json!({
        "session": session, "madonvi": "G99.01", "service": "DongBoHoSoMC", "isUpdating": "False",
        "nguoiGui": sender, "data": records,
    });
    scratch
        .write("inputs/messages/DongBoHoSoMC.json", serde_json::to_vec(&envelope).expect("JSON"));
    let steps: Vec<String> = steps(planter).iter().map(Value::to_string).collect();
    let broken = planter.person("a line that is no JSON");
    scratch.write(
        "inputs/messages/CapNhatTienDoHoSoMC.jsonl",
        format!("{}\n{{\"ChuHoSo\": {broken}}}\n", steps.join("\n")),
    );
    let dossiers = table(
        planter,
        "dossiers",
        "dossier_id,unit_id,procedure_id,channel,status,received_at,due_at,ended_at,end_kind,fee_due,online_payment,databases",
        &[
            "T1,G99.01,1.000001,online,9,2026-06-02 08:00,2026-06-16 17:00,2026-06-18 09:00,finished,0,1,7",
        ],
        &[
            "channel",
            "status",
            "received_at",
            "due_at",
            "ended_at",
            "end_kind",
            "fee_due",
            "online_payment",
            "databases",
        ],
    );
    scratch.write("inputs/dossiers.csv", dossiers);
    let events = table(
        planter,
        "events",
        "dossier_id,at,status,content",
        &["T1,2026-06-02 08:00,2,Tiếp nhận"],
        &["at", "status", "content"],
    );
    scratch.write("inputs/events.csv", events);
    let ratings = table(
        planter,
        "ratings",
        "dossier_id,rated_at,verdict,by,complaint",
        &["T1,2026-06-19 08:00,dissatisfied,citizen,1"],
        &["rated_at", "verdict", "by", "complaint"],
    );
    scratch.write("inputs/ratings.csv", ratings);
    let petitions = table(
        planter,
        "petitions",
        "petition_id,unit_id,kind,received_at,answered_at,likes,dislikes,repeated",
        &["P1,G99.01,conduct,2026-06-02,2026-06-12,1,0,0"],
        &["kind", "received_at", "answered_at", "likes", "repeated"],
    );
    scratch.write("inputs/petitions.csv", petitions);
    let lines: Vec<String> = (0..2)
        .map(|number| {
            let person = planter.fill(&format!("JSON line {number}"), &["citizen", "phone", "address"]);
            let received = if number == 0 { json!("2026-06-02 08:00") } else { json!(planter.person("a date in JSON lines")) };
            with(person, json!({"dossier_id": format!("L{number}"), "unit_id": "G99.01", "procedure_id": "1.000001", "received_at": received})).to_string()
        })
        .collect();
    scratch.write("inputs/lines.jsonl", lines.join("\n"));
    scratch.write("inputs/units.csv", format!("unit_id,name\nG99.01,\"{unit}\"\n"));
    let source = |name: &str, kind: &str, format: &str, path: &str| {
        format!(
            "\n[[source]]\nname = \"{name}\"\nkind = \"{kind}\"\nformat = \"{format}\"\npath = \"inputs/{path}\"\n"
        )
    };
    let sources = [
        source("messages", "dossiers", "national-sync", "messages/*"),
        source("table", "dossiers", "table", "dossiers.csv"),
        source("lines", "dossiers", "table", "lines.jsonl"),
        source("events", "events", "table", "events.csv"),
        source("ratings", "ratings", "table", "ratings.csv"),
        source("petitions", "petitions", "table", "petitions.csv"),
    ];
    let head = "[authority]\nid = \"G99\"\nname = \"Bộ bịa ra để thử\"\nkind = \"ministry\"\n\n[units]\npath = \"inputs/units.csv\"\n";
    scratch.write("chiso.toml", head.to_owned() + &sources.concat());
    scratch
}

/// A ministry whose units are discovered, with persons in every column of rows that are put aside: where
/// the unit, the procedure, the number or the databases should stand.
pub fn put_aside(planter: &mut Planter) -> Scratch {
    let scratch = Scratch::with_pages("aside");
    let mut cell = |what: &str| format!("\"{}\"", planter.person(what));
    let dossiers = [
        "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,databases".to_owned(),
        "T1,Cục Mẫu,1.000001,online,2026-06-02 08:00,2026-06-16 17:00,2026-06-12 09:00,7"
            .to_owned(),
        format!(
            "T2,{},1.000001,online,2026-06-02 08:00,2026-06-16 17:00,,7",
            cell("a row that is not the last")
        ),
        "T2,Cục Mẫu,1.000001,online,2026-06-02 08:00,2026-06-16 17:00,,7".to_owned(),
        format!("Tổng cộng,{},,,,,,", cell("a footer: unit")),
        format!(
            "{},{},{},,,,,",
            cell("a footer: number"),
            cell("a footer: unit"),
            cell("a footer: procedure")
        ),
        format!(
            "T3,{},{},,hôm qua,,,{}",
            cell("no date: unit"),
            cell("no date: procedure"),
            cell("no date: databases")
        ),
        format!(",{},{},,2026-06-02,,,", cell("no number: unit"), cell("no number: procedure")),
    ];
    scratch.write("inputs/dossiers.csv", dossiers.join("\n"));
    let others = [
        (
            "events",
            "dossier_id,at,status,content",
            format!("{},,4,{}", cell("event"), cell("event: content")),
        ),
        ("supplements", "dossier_id,asked_at", format!("{},hôm qua", cell("supplement"))),
        ("ratings", "dossier_id,rated_at,verdict", format!("{},,satisfied", cell("rating"))),
        (
            "petitions",
            "petition_id,unit_id,kind,received_at",
            format!("{},{},conduct,hôm qua", cell("petition"), cell("petition: unit")),
        ),
        (
            "procedures",
            "procedure_id,name,unit_ids,field_name",
            format!(",{0},{0},{0}", cell("procedure without a code")),
        ),
        (
            "announcements",
            "decision_id,procedure_id,announced_on",
            format!("{},{},", cell("announcement"), cell("announcement: procedure")),
        ),
        (
            "totals",
            "unit_id,period,dossiers_received",
            format!("{},tháng sáu,1", cell("total: unit")),
        ),
    ];
    for (kind, header, row) in &others {
        scratch.write(&format!("inputs/{kind}.csv"), format!("{header}\n{row}\n"));
    }
    let lines = [
        json!({"dossier_id": "L1", "unit_id": "Vụ Mẫu", "procedure_id": "1.000002", "received_at": "2026-06-03 08:00"}),
        json!({"dossier_id": "L2", "unit_id": planter.person("JSON lines: unit"), "procedure_id": planter.person("JSON lines: procedure")}),
    ];
    scratch.write("inputs/lines.jsonl", lines.map(|line| line.to_string()).join("\n"));
    let message = |number: u32, unit: &str, procedure: &str, received: Value| {
        json!({"MaHoSo": format!("G99-260602-{number:04}"), "MaTTHC": procedure, "KenhThucHien": "2", "TrangThaiHoSo": "4",
            "NgayTiepNhan": received, "NgayHenTra": "20260616170000", "DonViXuLy": unit})
    };
    let messages = [
        message(1, "Cục Mẫu", "1.000001", json!("20260602081500")),
        message(
            2,
            &planter.person("message: unit"),
            &planter.person("message: procedure"),
            Value::Null,
        ),
        message(3, &planter.person("message: unit"), "1.000001", json!("hôm qua")),
    ];
    scratch
        .write("inputs/DongBoHoSoMC.json", json!({"madonvi": "G99", "data": messages}).to_string());
    let source = |name: &str, kind: &str, format: &str, path: &str| {
        format!(
            "\n[[source]]\nname = \"{name}\"\nkind = \"{kind}\"\nformat = \"{format}\"\npath = \"inputs/{path}\"\n"
        )
    };
    let mut text = "[authority]\nid = \"G99\"\nname = \"Bộ bịa ra để thử\"\nkind = \"ministry\"\n\n[units]\ndiscover = true\n".to_owned();
    text += &source("table", "dossiers", "table", "dossiers.csv");
    text += &source("lines", "dossiers", "table", "lines.jsonl");
    text += &source("messages", "dossiers", "national-sync", "DongBoHoSoMC.json");
    for (kind, ..) in &others {
        text += &source(kind, kind, "table", &format!("{kind}.csv"));
    }
    scratch.write("chiso.toml", text);
    scratch
}
