//! The tables that `chiso facts` writes: fact columns with the keys before them, and the tree of
//! units. Internal: they name dossiers.

use super::{Column, Type, column, facts};

const UNIT: Column = column("unit_id", Type::Text, "", "Mã đơn vị", "Unit code");
const ABOVE: Column = column(
    "above_id",
    Type::Text,
    "",
    "Đơn vị đó hoặc đơn vị cấp trên",
    "The unit or one above it",
);
const PROCEDURE: Column =
    column("procedure_id", Type::Text, "", "Mã thủ tục hành chính", "Procedure code");
const DECISION: Column =
    column("decision_id", Type::Text, "", "Số quyết định công bố", "Announcing decision");
const PETITION: Column =
    column("petition_id", Type::Text, "", "Mã phản ánh, kiến nghị", "Petition number");
const DOSSIER: Column = column("dossier_id", Type::Text, "", "Mã hồ sơ", "Dossier number");
const RECEIVED: Column = column("received_at", Type::Time, "", "Ngày tiếp nhận", "Received");

pub const DOSSIERS: &[Column] = &joined::<4, { 4 + facts::DOSSIERS.len() }>(
    [DOSSIER, UNIT, PROCEDURE, RECEIVED],
    facts::DOSSIERS,
);
pub const UNIT_TREE: &[Column] = &[UNIT, ABOVE];
pub const PROCEDURES: &[Column] =
    &joined::<2, { 2 + facts::PROCEDURES.len() }>([UNIT, PROCEDURE], facts::PROCEDURES);
pub const ANNOUNCEMENTS: &[Column] =
    &joined::<2, { 2 + facts::ANNOUNCEMENTS.len() }>([DECISION, PROCEDURE], facts::ANNOUNCEMENTS);
pub const PETITIONS: &[Column] =
    &joined::<2, { 2 + facts::PETITIONS.len() }>([PETITION, UNIT], facts::PETITIONS);

const fn joined<const K: usize, const N: usize>(head: [Column; K], rest: &[Column]) -> [Column; N] {
    let mut columns = [head[0]; N];
    let mut place = 0;
    while place < N {
        columns[place] = if place < K { head[place] } else { rest[place - K] };
        place += 1;
    }
    columns
}
