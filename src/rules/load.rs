//! Reading a rule set: files merged with what they extend, checked as a whole, hashed. All faults
//! are found in one pass, each with its file and indicator.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Value;

pub use super::sources::{Fault, Sources};
use super::{
    condition::Condition,
    kept,
    lack::{Lack, Repairable},
    merge::{Merged, hash, merge},
    raw::{RawGroup, RawIndicator, RawLack, RawSettings},
    rule_set::{Band, Block, Group, Indicator, RuleSet, ScoreRule},
    sources::SETTINGS,
};
use crate::{
    domain::{
        period::{Period, PeriodKind},
        points::Points,
        text::Text,
    },
    schema::{Column, Type, facts::Subject},
};

/// Lacks that can be put right: every set of them is looked at.
const MOST_LACKS: usize = 10;

/// Merges, checks and hashes a rule set.
pub fn load(sources: &Sources) -> Result<RuleSet, Vec<Fault>> {
    let mut faults = Vec::new();
    let merged = merge(sources, &mut faults, 0);
    checked(merged, faults)
}

/// Checks and hashes a rule set that was kept as one text.
pub fn load_kept(name: &str, text: &str) -> Result<RuleSet, Vec<Fault>> {
    kept::read(name, text)
        .map_err(|fault| vec![fault])
        .and_then(|merged| checked(Some(merged), vec![]))
}

fn checked(merged: Option<Merged>, mut faults: Vec<Fault>) -> Result<RuleSet, Vec<Fault>> {
    let rule_set = merged.and_then(|merged| Checker { faults: &mut faults }.rule_set(merged));
    match rule_set {
        Some(rule_set) if faults.is_empty() => Ok(rule_set),
        _ => Err(faults),
    }
}

struct Checker<'a> {
    faults: &'a mut Vec<Fault>,
}

impl Checker<'_> {
    fn fault(&mut self, place: &str, message: impl Into<String>) {
        self.faults.push(Fault { place: place.to_owned(), message: message.into() });
    }

    fn read<T: for<'de> Deserialize<'de>>(&mut self, place: &str, value: Value) -> Option<T> {
        value.try_into().map_err(|error: toml::de::Error| self.fault(place, error.message())).ok()
    }

    fn points(&mut self, place: &str, key: &str, value: &Value) -> Points {
        let text = match value {
            Value::Integer(whole) => whole.to_string(),
            Value::Float(number) => number.to_string(),
            other => other.to_string(),
        };
        Points::parse(&text).unwrap_or_else(|| {
            self.fault(place, format!("{key} = {text}: expected points with at most two decimals"));
            Points::ZERO
        })
    }

    fn text(&mut self, place: &str, key: &str, text: &Text) {
        for (language, words) in [("vi", &text.vi), ("en", &text.en)] {
            if words.trim().is_empty() {
                self.fault(place, format!("{key}.{language} is empty; both languages are needed"));
            }
        }
    }

    fn month(&mut self, key: &str, text: Option<&str>) -> Option<Period> {
        let period = text?.parse::<Period>();
        match period {
            Ok(month) if month.kind == PeriodKind::Month => Some(month),
            _ => {
                self.fault(SETTINGS, format!("{key}: expected a month such as 2026-08"));
                None
            }
        }
    }

    fn rule_set(mut self, merged: Merged) -> Option<RuleSet> {
        let (hash, text) = (hash(&merged), kept::written(&merged));
        let raw: Option<RawSettings> = self.read(SETTINGS, Value::Table(merged.settings));
        let mut groups = Vec::new();
        for (file, table) in merged.groups.into_values() {
            if let Some(raw) = self.read::<RawGroup>(&file, Value::Table(table)) {
                groups.push((file, raw));
            }
        }
        groups.sort_by_key(|(_, group)| group.number);
        let mut indicators = Vec::new();
        let mut checked_groups = Vec::new();
        for (file, raw) in groups {
            let (group, of_group) = self.group(&file, raw);
            checked_groups.push(group);
            indicators.extend(of_group);
        }
        self.unique(
            "indicator",
            indicators.iter().map(|indicator: &Indicator| indicator.id.as_str()),
        );
        let sum: Points = checked_groups.iter().map(|group| group.max).sum();
        if sum != Points::whole(100) {
            self.fault(SETTINGS, format!("the maxima of the groups sum to {sum}, expected 100.00"));
        }
        let raw = raw?;
        self.text(SETTINGS, "title", &raw.title);
        self.text(SETTINGS, "basis", &raw.basis);
        let mut bands: Vec<Band> = Vec::new();
        for band in raw.band {
            self.text(SETTINGS, "band title", &band.title);
            let from = self.points(SETTINGS, "band from", &band.from);
            bands.push(Band { id: band.id, title: band.title, from });
        }
        bands.sort_by_key(|band| std::cmp::Reverse(band.from));
        self.unique("band", bands.iter().map(|band| band.id.as_str()));
        if bands.last().is_none_or(|lowest| lowest.from != Points::ZERO) {
            self.fault(SETTINGS, "the lowest band begins above 0; every score needs a band");
        }
        let lacks: Vec<Lack> = raw.lack.into_iter().filter_map(|lack| self.lack(lack)).collect();
        let repairable = lacks.iter().filter(|lack| lack.repairable != Repairable::Never).count();
        if repairable > MOST_LACKS {
            self.fault(
                SETTINGS,
                format!("{repairable} lacks can be put right; expected at most {MOST_LACKS}"),
            );
        }
        let first_month = self.month("first_month", raw.first_month.as_deref());
        let last_month = self.month("last_month", raw.last_month.as_deref());
        Some(RuleSet {
            id: raw.id,
            title: raw.title,
            basis: raw.basis,
            first_month,
            last_month,
            switches: raw.switches,
            bands,
            groups: checked_groups,
            indicators,
            lacks,
            hash,
            text,
        })
    }

    fn lack(&mut self, raw: RawLack) -> Option<Lack> {
        let id = raw.facts.first().map_or("without facts", String::as_str);
        let place = format!("{SETTINGS}, lack {id}");
        self.text(&place, "by", &raw.by);
        self.text(&place, "action", &raw.action);
        let facts: Vec<Option<&Column>> =
            raw.facts.iter().map(|name| Subject::Dossiers.column(name)).collect();
        for (name, fact) in raw.facts.iter().zip(&facts) {
            let is_flag = fact.is_some_and(|fact| fact.kind == Type::Bool);
            if fact.is_none() || !(is_flag || raw.repairable == Repairable::Never) {
                self.fault(
                    &place,
                    format!("facts: {name:?} is not a flag of the facts of dossiers"),
                );
            }
        }
        if facts.is_empty() {
            self.fault(&place, "facts is empty; expected what the dossier lacks");
        }
        let when = match raw.when {
            None => None,
            Some(text) => Some(self.condition(&place, "when", Subject::Dossiers, &text)?),
        };
        Some(Lack {
            facts: facts.into_iter().flatten().map(|fact| fact.name).collect(),
            when,
            repairable: raw.repairable,
            by: raw.by,
            action: raw.action,
        })
    }

    fn group(&mut self, file: &str, raw: RawGroup) -> (Group, Vec<Indicator>) {
        self.text(file, "title", &raw.title);
        let max = self.points(file, "max", &raw.max);
        let mut blocks = Vec::new();
        for block in raw.block {
            self.text(file, "block title", &block.title);
            let max = self.points(file, "block max", &block.max);
            blocks.push(Block { id: block.id, title: block.title, max, code: block.code });
        }
        let mut indicators = Vec::new();
        for value in raw.indicator {
            let id = value.get("id").and_then(Value::as_str).unwrap_or("without id").to_owned();
            let place = format!("{file}, indicator {id}");
            if let Some(item) = self.read::<RawIndicator>(&place, value) {
                indicators.extend(self.indicator(&place, item, &raw.group, &blocks));
            }
        }
        let sum: Points = indicators.iter().map(|indicator: &Indicator| indicator.max).sum();
        if sum != max {
            self.fault(file, format!("the indicators sum to {sum} points, but max is {max}"));
        }
        for block in &blocks {
            let of_block = indicators.iter().filter(|indicator| indicator.block == block.id);
            let sum: Points = of_block.map(|indicator| indicator.max).sum();
            if sum != block.max {
                let id = &block.id;
                self.fault(
                    file,
                    format!("block {id}: the indicators sum to {sum}, but max is {}", block.max),
                );
            }
        }
        let group = Group {
            id: raw.group,
            number: raw.number,
            title: raw.title,
            max,
            code: raw.code,
            blocks,
        };
        (group, indicators)
    }

    fn indicator(
        &mut self,
        place: &str,
        raw: RawIndicator,
        group: &str,
        blocks: &[Block],
    ) -> Option<Indicator> {
        self.text(place, "title", &raw.title);
        self.text(place, "reading", &raw.reading);
        if raw.block.is_empty() != blocks.is_empty()
            || !(raw.block.is_empty() || blocks.iter().any(|block| block.id == raw.block))
        {
            let known: Vec<&str> = blocks.iter().map(|block| block.id.as_str()).collect();
            self.fault(
                place,
                format!("block {:?}: expected one of [{}]", raw.block, known.join(", ")),
            );
        }
        if let ScoreRule::FullAt { percent } = raw.score
            && !(1..=100).contains(&percent)
        {
            self.fault(place, format!("score: percent = {percent} is outside 1 to 100"));
        }
        let max = self.points(place, "max", &raw.max);
        if (raw.score == ScoreRule::Info) != (max == Points::ZERO) {
            self.fault(place, "an indicator of rule \"info\" has max = 0, and only such a one");
        }
        let of = self.condition(place, "of", raw.counts, &raw.of);
        let those = self.condition(place, "those", raw.counts, &raw.those);
        let mut over_dossiers = |key: &str, text: Option<String>| match text {
            None => Some(None),
            Some(text) => self.condition(place, key, Subject::Dossiers, &text).map(Some),
        };
        let having = over_dossiers("having", raw.having);
        let requires = over_dossiers("requires", raw.requires);
        Some(Indicator {
            id: raw.id,
            title: raw.title,
            part: raw.part,
            code: raw.code,
            group: group.to_owned(),
            block: raw.block,
            counts: raw.counts,
            of: of?,
            those: those?,
            having: having?,
            requires: requires?,
            measure: raw.measure,
            max,
            score: raw.score,
            no_cases: raw.no_cases,
            applies_to: raw.applies_to,
            child_units: raw.child_units,
            needs_catalogue: raw.needs_catalogue || raw.counts == Subject::Procedures,
            reading: raw.reading,
        })
    }

    fn condition(&mut self, place: &str, key: &str, of: Subject, text: &str) -> Option<Condition> {
        Condition::parse(text, of.columns())
            .map_err(|fault| self.fault(place, format!("{key}: {fault}")))
            .ok()
    }

    fn unique<'a>(&mut self, what: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.fault(SETTINGS, format!("{what} {id} is there twice; ids are unique"));
            }
        }
    }
}
