//! Accounts of the same files, gathered by several threads and stages, become one.

use crate::domain::account::Account;

pub(super) fn merge_accounts(into: &mut Vec<Account>, other: &[Account]) {
    if into.len() < other.len() {
        into.resize(other.len(), Default::default());
    }
    for (own, other) in into.iter_mut().zip(other) {
        own.add(other);
    }
}
