//! How a row of facts is declared: from one list of columns follow the struct that the judge fills, the
//! columns of the dictionary and of Parquet, the lists that the counting engine masks, and the values
//! that `chiso facts` writes. Codes are kept as their number in the column's list.

use super::{Column, Type, Value, verdict::Verdict};
use crate::domain::{
    dossier::{Channel, EndKind},
    procedure::OnlineLevel,
};

/// What a fact cannot be known without; a fact that needs nothing is known of every dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A column of dossiers.
    Dossiers(&'static str),
    Ratings,
    /// The column of its name in the catalogue of procedures.
    Catalogue,
    /// The same, where there is a catalogue.
    CatalogueIfGiven,
}

/// A row of facts.
pub trait FactRow {
    /// The values of many rows, column by column.
    type Lists: Default + std::fmt::Debug;
    const COLUMNS: &'static [Column];
    /// What the columns need that need anything.
    const NEEDS: &'static [(&'static str, Need)];

    fn push_to(&self, lists: &mut Self::Lists);

    /// The lists in the order of the columns.
    fn lists(lists: Self::Lists) -> Vec<List>;

    /// The values of this row alone, as tables hold them.
    fn values(&self) -> Vec<Value> {
        let mut lists = Self::Lists::default();
        self.push_to(&mut lists);
        Self::lists(lists)
            .into_iter()
            .zip(Self::COLUMNS)
            .map(|(list, column)| list.value(column))
            .collect()
    }
}

/// The values of one column.
#[derive(Clone, Debug)]
pub enum List {
    Flags(Vec<bool>),
    Numbers(Vec<i64>),
}

impl List {
    /// Its first value; null where there is none.
    fn value(&self, column: &Column) -> Value {
        match (self, column.kind) {
            (Self::Flags(flags), _) => flags.first().copied().into(),
            (Self::Numbers(numbers), Type::Code(codes)) => {
                numbers.first().map(|number| codes[*number as usize].name).into()
            }
            (Self::Numbers(numbers), _) => numbers.first().copied().into(),
        }
    }
}

impl From<Vec<bool>> for List {
    fn from(flags: Vec<bool>) -> Self {
        Self::Flags(flags)
    }
}

impl From<Vec<i64>> for List {
    fn from(numbers: Vec<i64>) -> Self {
        Self::Numbers(numbers)
    }
}

/// A value of a fact, and as what it is counted.
pub(crate) trait Fit: Copy {
    type Kept;

    fn kept(self) -> Self::Kept;
}

impl Fit for bool {
    type Kept = bool;

    fn kept(self) -> bool {
        self
    }
}

macro_rules! numbers {
    ($($kind:ty: $number:expr),+ $(,)?) => {$(
        impl Fit for $kind {
            type Kept = i64;

            fn kept(self) -> i64 {
                ($number)(self)
            }
        }
    )+};
}

numbers! {
    i64: |number| number,
    u8: i64::from,
    Verdict: |verdict| verdict as i64,
    Channel: |channel| channel as i64,
    OnlineLevel: |level| match level {
        OnlineLevel::None => 0,
        OnlineLevel::Partial => 1,
        OnlineLevel::Full => 2,
    },
    Option<EndKind>: |end: Option<EndKind>| end.map_or(0, |kind| kind as i64 + 1),
}

/// Declares a row of facts: each column with its type in Rust and in tables, and what stands beside
/// the columns for whoever judges.
macro_rules! facts {
    (
        $(#[$doc:meta])*
        $row:ident, $lists:ident, $columns:ident of $table:literal {
            $($name:ident: $kind:ty = $make:ident($($more:expr),*) $(needs $need:expr)?),+ $(,)?
        }
        beside { $($beside:tt)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $row {
            $(pub $name: $kind,)+
            $($beside)*
        }

        #[derive(Debug, Default)]
        pub struct $lists {
            $($name: Vec<<$kind as $crate::schema::fact_row::Fit>::Kept>,)+
        }

        pub const $columns: &[$crate::schema::Column] = &$crate::schema::column::of(
            $table,
            [$($crate::schema::column::$make(stringify!($name) $(, $more)*)),+],
        );

        impl $crate::schema::fact_row::FactRow for $row {
            type Lists = $lists;
            const COLUMNS: &'static [$crate::schema::Column] = $columns;
            const NEEDS: &'static [(&'static str, $crate::schema::fact_row::Need)] =
                &[$($((stringify!($name), $need),)?)+];

            fn push_to(&self, lists: &mut $lists) {
                $(lists.$name.push($crate::schema::fact_row::Fit::kept(self.$name));)+
            }

            fn lists(lists: $lists) -> Vec<$crate::schema::fact_row::List> {
                vec![$(lists.$name.into()),+]
            }
        }
    };
}
pub(crate) use facts;
