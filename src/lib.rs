pub mod domain;
pub mod rules;
pub mod schema;
pub mod sources;
pub mod lake;
pub mod judge;
