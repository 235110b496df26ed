//! The manifest of an edition: what it holds, from what and by which rules, with a hash of every
//! file. It is written last; an edition without it is not one.

use serde::{Deserialize, Serialize};

use super::quality::reasons;
use crate::{disclose::Policy, sources::input_file::InputFile};

pub const NAME: &str = "manifest.json";
/// Raised when a reader of older manifests would misread a newer one.
pub const FORMAT: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub edition: String,
    /// Which revision of its months it is.
    #[serde(default)]
    pub revision: u32,
    /// When it was published, of which nothing else in the edition knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<String>,
    /// The edition that was current before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Why a month was published again, of a restatement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub program: String,
    pub authority: Authority,
    pub periods: Vec<Period>,
    /// First instant whose data is not read.
    pub cut_off: String,
    pub rule_set: RuleSetRef,
    /// A hash of what else of the configuration decides a figure; absent in public and in older manifests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<String>,
    /// How the public figures were made; absent where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Policy>,
    /// Empty in a public manifest: file names are internal.
    pub inputs: Vec<Input>,
    pub outputs: Vec<Output>,
    /// Links within the edition, and to the periods that other editions published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

impl Manifest {
    /// The manifest as its file holds it.
    pub fn bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    pub id: String,
    pub name: String,
    pub kind: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub period: String,
    pub kind: String,
    pub provisional: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSetRef {
    pub id: String,
    pub hash: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    pub file: String,
    pub source: String,
    pub kind: String,
    pub bytes: u64,
    pub sha256: String,
    /// The day on which it was read, where it was no longer there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<String>,
    pub account: AccountRef,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRef {
    pub read: u64,
    pub counted: u64,
    pub duplicate: u64,
    pub out_of_scope: std::collections::BTreeMap<String, u64>,
    pub quarantined: std::collections::BTreeMap<String, u64>,
    pub findings: std::collections::BTreeMap<String, u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
    /// Rows, of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// A hash of what a table says, without the columns that name the edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

/// A symbolic link of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub path: String,
    /// From the folder that it stands in.
    pub target: String,
    /// What it leads to in another edition; absent within its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Elsewhere>,
}

/// A period that another edition published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    pub period: String,
    pub edition: String,
    pub revision: u32,
    /// The hash of the manifest that names the files there.
    pub manifest: String,
}

impl Output {
    /// By which two editions are compared: what a table says where that is known, else all bytes.
    pub fn says(&self) -> &str {
        self.content.as_deref().unwrap_or(&self.sha256)
    }
}

impl From<&InputFile> for Input {
    fn from(file: &InputFile) -> Self {
        let of = |class: &str| {
            reasons(&file.account)
                .into_iter()
                .filter(|(found, ..)| *found == class)
                .map(|(_, reason, rows)| (reason.to_owned(), rows))
                .collect()
        };
        Self {
            file: file.path.clone(),
            source: file.source.clone(),
            kind: file.kind.to_owned(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            archived: file.archived.map(|day| day.to_string()),
            account: AccountRef {
                read: file.account.read,
                counted: file.account.counted,
                duplicate: file.account.duplicate,
                out_of_scope: of("out_of_scope"),
                quarantined: of("quarantined"),
                findings: of("finding"),
            },
        }
    }
}
