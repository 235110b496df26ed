//! The policies of disclosure control (section 11): under `portal`, the default, figures are exact but
//! for those that could speak of people; under `rounded` and `strict` every count is rounded and small
//! ones are suppressed.

use serde::{Deserialize, Serialize};

/// How the public part of an edition is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum Policy {
    /// Exact, as the national portal publishes them, but for the figures of the table of section 11.
    Portal {
        /// Satisfaction that rests on fewer cases is withheld; absent where it is not.
        opinions: Option<u64>,
    },
    /// Small figures are suppressed and the others rounded; a total with a suppressed part is shown: what
    /// protects the part is that total and siblings are each uncertain.
    Rounded(Rounding),
    /// The same, and a total with a suppressed part is suppressed too.
    Strict(Rounding),
}

/// What is suppressed, and how the rest is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// A figure whose denominator is above 0 and below this is suppressed.
    pub threshold: u64,
    /// Counts are rounded to the nearest multiple of this, halves up.
    pub base: u64,
}

/// The name of a policy, as configurations and manifests have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Name {
    Portal,
    Rounded,
    Strict,
}

/// What becomes of a total with a suppressed part, in the words from before policies had names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Totals {
    Suppressed,
    Rounded,
}

/// A policy as a manifest has it; one from before policies had names has no name.
#[derive(Serialize, Deserialize)]
struct Written {
    policy: Option<Name>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opinions: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    threshold: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<u64>,
    #[serde(default, skip_serializing)]
    totals: Option<Totals>,
}

impl Default for Policy {
    fn default() -> Self {
        Self::Portal { opinions: None }
    }
}

impl Default for Rounding {
    fn default() -> Self {
        Self { threshold: 10, base: 5 }
    }
}

impl Name {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Rounded => "rounded",
            Self::Strict => "strict",
        }
    }
}

impl From<Totals> for Name {
    fn from(totals: Totals) -> Self {
        match totals {
            Totals::Suppressed => Self::Strict,
            Totals::Rounded => Self::Rounded,
        }
    }
}

impl Policy {
    pub const fn name(self) -> Name {
        match self {
            Self::Portal { .. } => Name::Portal,
            Self::Rounded(_) => Name::Rounded,
            Self::Strict(_) => Name::Strict,
        }
    }

    /// How counts are rounded, where all are.
    pub const fn rounding(self) -> Option<Rounding> {
        match self {
            Self::Portal { .. } => None,
            Self::Rounded(rounding) | Self::Strict(rounding) => Some(rounding),
        }
    }

    /// What every public table says of it.
    pub fn provenance(self) -> Vec<(String, String)> {
        let mut told = vec![("policy", self.name().as_str().to_owned())];
        if let Self::Portal { opinions: Some(opinions) } = self {
            told.push(("opinions", opinions.to_string()));
        }
        if let Some(Rounding { threshold, base }) = self.rounding() {
            told.push(("threshold", threshold.to_string()));
            told.push(("base", base.to_string()));
        }
        let key = |(key, value)| (format!("chiso.disclosure_{key}"), value);
        told.into_iter().map(key).collect()
    }
}

impl Rounding {
    pub const fn is_small(self, cases: u64) -> bool {
        cases > 0 && cases < self.threshold
    }

    pub const fn rounded(self, count: u64) -> u64 {
        nearest(count, self.base)
    }
}

/// The nearest multiple of the base, halves up.
pub const fn nearest(count: u64, base: u64) -> u64 {
    (count + base / 2) / base * base
}

impl From<Written> for Policy {
    fn from(written: Written) -> Self {
        let default = Rounding::default();
        let rounding = Rounding {
            threshold: written.threshold.unwrap_or(default.threshold),
            base: written.base.unwrap_or(default.base),
        };
        let unnamed = || written.totals.map_or(Name::Strict, Name::from);
        match written.policy.unwrap_or_else(unnamed) {
            Name::Portal => Self::Portal { opinions: written.opinions },
            Name::Rounded => Self::Rounded(rounding),
            Name::Strict => Self::Strict(rounding),
        }
    }
}

impl From<Policy> for Written {
    fn from(policy: Policy) -> Self {
        let rounding = policy.rounding();
        Self {
            policy: Some(policy.name()),
            opinions: match policy {
                Policy::Portal { opinions } => opinions,
                _ => None,
            },
            threshold: rounding.map(|rounding| rounding.threshold),
            base: rounding.map(|rounding| rounding.base),
            totals: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_read_as_it_is_written_and_one_without_a_name_by_its_totals() {
        let rounding = Rounding { threshold: 20, base: 10 };
        for (policy, text) in [
            (Policy::Portal { opinions: None }, r#"{"policy":"portal"}"#),
            (Policy::Portal { opinions: Some(7) }, r#"{"policy":"portal","opinions":7}"#),
            (Policy::Strict(rounding), r#"{"policy":"strict","threshold":20,"base":10}"#),
        ] {
            assert_eq!(serde_json::to_string(&policy).unwrap(), text);
            assert_eq!(serde_json::from_str::<Policy>(text).unwrap(), policy);
        }
        for (totals, expected) in
            [("rounded", Policy::Rounded(rounding)), ("suppressed", Policy::Strict(rounding))]
        {
            let text = format!(r#"{{"threshold":20,"base":10,"totals":"{totals}"}}"#);
            assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), expected);
        }
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!([0, 2, 3, 7, 8].map(|count| nearest(count, 5)), [0, 0, 5, 5, 10]);
        assert_eq!([4, 5, 14].map(|count| nearest(count, 10)), [0, 10, 10]);
    }
}
