//! Reads rows of one file on one thread and hands them on, each with its place.

use std::sync::Arc;

use super::scope::Scope;
use crate::{
    domain::{
        account::{Finding, OutOfScope, Place, Reason},
        message::{FindingSet, Message, Sink},
    },
    sources::{
        IdScope,
        reading::Input,
        rows::{Cell, RowReader},
        seen::Seen,
    },
};

pub struct Worker<'a> {
    rows: RowReader<'a>,
    scope: Option<Scope>,
    sink: Box<dyn Sink + 'a>,
    file: u32,
    seen: Arc<Seen>,
    pub count: u64,
}

impl<'a> Worker<'a> {
    pub fn new(input: Input<'a>, given: &[&str]) -> Self {
        let Input { file, reading, context, sinks } = input;
        Self {
            rows: RowReader::new(file.kind, context, reading, given),
            scope: (reading.id_scope == IdScope::Unit).then(Scope::default),
            sink: sinks.sink(),
            file: file.number,
            seen: Arc::clone(&file.seen),
            count: 0,
        }
    }

    /// One row, its cells in canonical order.
    pub fn row(&mut self, position: u64, cells: &[Cell<'_>]) {
        self.count += 1;
        let place = self.place(position);
        match &mut self.scope {
            None => self.sink.take(place, self.rows.message(cells)),
            Some(scope) => {
                let unit = self.rows.scope(cells);
                self.sink.take(place, scope.within(unit, self.rows.message(cells)));
            }
        }
        let noticed = self.rows.noticed();
        if !noticed.is_empty() {
            self.sink.take(place, Message::Noticed(noticed));
        }
    }

    fn place(&self, position: u64) -> Place {
        Place { file: self.file, position }
    }

    /// A row that is passed over.
    pub fn pass_over(&mut self, position: u64, why: OutOfScope) {
        self.count += 1;
        self.seen.pass_over();
        self.sink.take(self.place(position), Message::PassedOver(why));
    }

    /// What the file says of the number of its records.
    pub fn tell(&mut self, records: u64) {
        self.seen.tell(records);
    }

    /// Something noticed in a row, which is handed on by itself.
    pub fn notice(&mut self, position: u64, finding: Finding) {
        let mut findings = FindingSet::default();
        findings.add(finding);
        self.sink.take(self.place(position), Message::Noticed(findings));
    }

    /// A record that is not a row of this table.
    pub fn malformed(&mut self, position: u64) {
        self.count += 1;
        self.sink.take(self.place(position), Message::Rejected(Reason::MalformedRecord, ""));
    }
}
