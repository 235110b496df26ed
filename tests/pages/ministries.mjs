// Invented ministries that are unkind to pages: names that nobody would choose, one unit, three
// hundred, months with nothing in them; and one of the size that an edition is planned for. Each is a
// set of files and the call that makes its edition.

const LONG = "Trung tâm Phục vụ hành chính công và Hỗ trợ doanh nghiệp, nhà đầu tư trong nước và nước ngoài tại khu công nghệ cao, khu kinh tế cửa khẩu và các khu công nghiệp tập trung trên địa bàn toàn tỉnh (bản dài)";

/** Code and name of units; the codes are as unkind as the names. */
const HOSTILE = [
  ["LONG", LONG.padEnd(200, "·").slice(0, 200)],
  ["UNBROKEN", "Đ".repeat(80)],
  ["QUOTES", `Phòng "Một cửa" & 'Hai cửa'`],
  ["SCRIPT", "<script>alert('x')</script>"],
  ["IMAGE", `"><img src=x onerror=alert(1)>`],
  ["..", "../../etc/passwd"],
  ["FORMULA", `=cmd|' /C calc'!A0`],
  ["PLUS", "+84 là số điện thoại, không phải công thức"],
  ["RTL", "\u202eđảo ngược\u202c \u05e9\u05dc\u05d5\u05dd"],
  ["EMOJI", "Sở Du lịch 🏖️👩‍👩‍👧‍👦"],
  ["NFD", "Sở Nội vụ Thừa Thiên Huế".normalize("NFD")],
  ["TWIN-1", "Ủy ban nhân dân xã Tân Lập"],
  ["TWIN-2", "Ủy ban nhân dân xã Tân Lập"],
  ["a/b\\c", "Mã có dấu gạch chéo"],
  ["CASE", "Chữ hoa"],
  ["case", "Chữ thường"],
];

const COLUMNS = "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at,components_digitized,component_reused,has_digitized_component,from_personal_store,result_file,vneid_verified,fee_due,online_payment";

const config = (name) => `[authority]
id = "G98"
name = ${JSON.stringify(name)}
kind = "ministry"

[units]
path = "units.csv"

[[source]]
name = "one-stop"
kind = "dossiers"
format = "table"
path = "dossiers.csv"
synced = true
`;

const csv = (cell) => `"${String(cell).replaceAll('"', '""')}"`;

/** Numbers that look as if thrown, the same in every run. */
function dice(seed) {
  let state = BigInt(seed);
  return (sides) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(sides));
  };
}

const day = (month, number) => {
  const months = 2026 * 12 + month - 1;
  const [year, of] = [Math.floor(months / 12), (months % 12) + 1];
  return `${year}-${String(of).padStart(2, "0")}-${String(number).padStart(2, "0")} 09:00`;
};

/** `perMonth` dossiers of each unit in each of the months; some late, some open. */
function dossiers(units, months, perMonth) {
  const roll = dice(units.length + months.length);
  const rows = [COLUMNS];
  for (const [code] of units) {
    for (const month of months) {
      for (let number = 0; number < perMonth; number += 1) {
        const end = roll(6) === 0 ? "" : day(month + roll(2), 20 + roll(8));
        const channel = ["online", "counter", "post", "other"][roll(4)];
        const flags = Array.from({ length: 6 }, () => roll(2)).join(",");
        rows.push(`H${rows.length},${csv(code)},1.00000${1 + roll(4)},${channel},${day(month, 1 + roll(19))},${day(month, 20 + roll(8))},${end},${flags},${roll(3) * 50000},${roll(3)}`);
      }
    }
  }
  return `${rows.join("\n")}\n`;
}

const units = (list) => `unit_id,name\n${list.map(([code, name]) => `${csv(code)},${csv(name)}`).join("\n")}\n`;
const plain = (number) => Array.from({ length: number }, (_, i) => [`D${i + 1}`, `Đơn vị số ${i + 1}`]);

export function ministries() {
  const name = "Bộ Thử nghiệm (số liệu giả định)";
  const made = (title, list, months, perMonth, call, rest = {}) => ({
    name: title,
    files: {
      "chiso.toml": config(rest.name ?? name),
      "units.csv": units(list),
      "dossiers.csv": dossiers(list, months, perMonth),
    },
    call,
  });
  return [
    made("hostile-names", HOSTILE, [3, 4, 5], 14, ["run", "--from", "2026-03", "--to", "2026-05"], { name: `${LONG} <b>&"'` }),
    made("one-unit", plain(1), [4, 5], 40, ["run", "--month", "2026-05"]),
    made("thirty-units-two-years", plain(30), Array.from({ length: 24 }, (_, i) => i - 18), 40, ["run", "--from", "2024-06", "--to", "2026-05"]),
    made("three-hundred-units", plain(300), [4, 5], 11, ["run", "--month", "2026-05"]),
    made("first-month", plain(6), [5], 30, ["run", "--month", "2026-05"]),
    made("gap-of-three-months", plain(6), [1, 5], 30, ["run", "--month", "2026-05"]),
    // Dossiers of another year: every denominator of the month shown is zero.
    made("nothing-in-the-month", plain(5), [-11], 20, ["run", "--month", "2026-05", "--allow-empty"]),
  ];
}
