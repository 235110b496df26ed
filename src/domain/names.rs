//! Numbers for codes that recur in millions of rows: units, procedures, lists of databases.
//! Numbers are given out in order of arrival and mean nothing; only the names they stand for do.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Names shared by all threads that read.
#[derive(Debug, Default)]
pub struct Names {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    numbers: HashMap<Box<str>, u32>,
    list: Vec<Box<str>>,
}

impl Names {
    /// The number of a name, the same for the same name at all times.
    pub fn number(&self, name: &str) -> u32 {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = inner.numbers.get(name) {
            return *number;
        }
        let number = inner.list.len() as u32;
        inner.list.push(name.into());
        inner.numbers.insert(name.into(), number);
        number
    }

    /// All names, in the order of their numbers.
    pub fn list(&self) -> Vec<String> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.list.iter().map(|name| name.to_string()).collect()
    }
}
