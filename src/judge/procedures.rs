//! Procedures at the end of a period: what is public, and in whose authority.

use super::Window;
use crate::domain::{
    procedure::{OnlineLevel, Procedure},
    unit::{Tree, Units},
};
pub use crate::schema::facts::ProcedureFact;

/// The facts of every procedure for every unit in whose authority it is: the unit itself or one of
/// its descendants is named, or no unit is. The row valid on the last day of the period, or the last day
/// before the cut-off, stands for the procedure.
/// `carried_by` gives the unit that carries each unit in the view at hand.
pub fn judge(
    catalogue: &[Procedure],
    units: &Units,
    tree: &Tree,
    carried_by: &[u32],
    window: &Window,
) -> Vec<ProcedureFact> {
    let mut facts = Vec::new();
    let mut in_authority = vec![false; units.len()];
    let last_day = window.end.last_day();
    for (procedure, position) in catalogue.iter().zip(0..) {
        let procedure = procedure.on(last_day);
        in_authority.fill(procedure.unit_ids.is_empty());
        let named = procedure.unit_ids.iter().filter_map(|id| units.find(id));
        let carried = named.map(|unit| carried_by[unit as usize]);
        for unit in carried.flat_map(|unit| tree.upwards(unit)) {
            in_authority[unit as usize] = true;
        }
        let public = procedure.public_from.is_none_or(|from| from.start() < window.end)
            && procedure.public_to.is_none_or(|to| to.start() >= window.end);
        facts.extend((0..units.len() as u32).filter(|unit| in_authority[*unit as usize]).map(
            |unit| ProcedureFact {
                unit,
                procedure: position,
                public,
                in_authority: true,
                complete: procedure.complete == Some(true),
                online_level: procedure.online_level.unwrap_or(OnlineLevel::None),
                has_fee: procedure.has_fee == Some(true),
                citizen_subject: procedure.citizen_subject == Some(true),
            },
        ));
    }
    facts
}
