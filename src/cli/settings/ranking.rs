//! Which units are ranked beside each other, as the configuration says it.

use std::path::Path;

use super::written::{CohortsName, WrittenCohorts, WrittenRanking};
use crate::{domain::cohort::Cohorts, pipeline::job::CohortsInput, rules::rule_set::AuthorityKind};

/// Cohorts by name, by bounds or by a table; a province ranks units of a kind, a ministry all of them.
pub fn cohorts(
    written: &WrittenRanking,
    authority: AuthorityKind,
    base: &Path,
    faults: &mut Vec<String>,
) -> CohortsInput {
    let unsaid = match authority {
        AuthorityKind::Province => CohortsName::Kind,
        AuthorityKind::Ministry => CohortsName::None,
    };
    let name = match &written.cohorts {
        Some(WrittenCohorts::Table(table)) => {
            refuse_bounds(written, faults);
            return CohortsInput::Table(base.join(&table.path));
        }
        Some(WrittenCohorts::Name(name)) => *name,
        None => unsaid,
    };
    CohortsInput::Known(match name {
        CohortsName::Volume => Cohorts::Volume(bounds(written, faults)),
        CohortsName::Kind => {
            refuse_bounds(written, faults);
            Cohorts::Kind
        }
        CohortsName::None => {
            refuse_bounds(written, faults);
            Cohorts::None
        }
    })
}

fn bounds(written: &WrittenRanking, faults: &mut Vec<String>) -> Vec<u64> {
    let bounds = written.volume.clone().unwrap_or_default();
    let rise = bounds.windows(2).all(|pair| pair[0] < pair[1]);
    if bounds.is_empty() || bounds[0] == 0 || !rise {
        faults.push(
            "[ranking] volume: expected the numbers of dossiers judged in hand in a period from which the next cohort \
             begins, above 0 and rising, such as volume = [1000, 10000]"
                .into(),
        );
    }
    bounds
}

fn refuse_bounds(written: &WrittenRanking, faults: &mut Vec<String>) {
    if written.volume.is_some() {
        faults.push(
            "[ranking] volume belongs to cohorts = \"volume\"; write that, or take volume out"
                .into(),
        );
    }
}
