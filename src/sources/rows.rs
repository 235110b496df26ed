//! From the cells of one row to a message: the canonical columns of each kind, their types, and
//! what is wrong where a cell cannot be read. Shared by every table format.

use std::collections::HashMap;

use super::{
    Context, UnitReading, databases,
    dates::{self, DateReader, Reading},
    text::{self, Classifier},
    units::UnitCache,
};
use crate::{
    domain::{
        account::{Finding, Reason},
        announcement::Announcement,
        calendar::DayKind,
        dossier::{Channel, EndKind, Flags, Origin, Status},
        message::{
            DossierMessage, EntryMessage, FindingSet, Message, RatingMessage, SupplementMessage,
        },
        petition::Petition,
        procedure::{self, Limit, OnlineLevel, Procedure},
        survey::Opinion,
        time::{Day, LocalTime},
        unit::{UnitRow, Version},
    },
    schema::{Type, canonical::Kind},
};

/// One cell as a format gives it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Missing,
    Text(&'a str),
    Owned(String),
    Int(i64),
    Real(f64),
    Bool(bool),
    Time(LocalTime),
    Date(Day),
}

impl<'a> Cell<'a> {
    /// The cell as a column of type `kind` wants it: numbers that stand in text columns become text.
    pub fn fit(self, kind: Type) -> Self {
        match (kind, self) {
            (Type::Text | Type::Code(_), Self::Int(number)) => Self::Owned(number.to_string()),
            (Type::Text | Type::Code(_), Self::Real(number)) => Self::Owned(number.to_string()),
            (Type::Text | Type::Code(_), Self::Bool(flag)) => Self::Owned(flag.to_string()),
            (_, cell) => cell,
        }
    }

    fn str(&self) -> &str {
        match self {
            Self::Text(text) => text.trim_ascii(),
            Self::Owned(text) => text.trim_ascii(),
            _ => "",
        }
    }

    fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Text(text) => text.trim_ascii().is_empty(),
            Self::Owned(text) => text.trim_ascii().is_empty(),
            _ => false,
        }
    }
}

/// Replaces raw values by canonical ones; `*` takes what no other list names.
#[derive(Clone, Debug, Default)]
pub struct ValueMap {
    exact: HashMap<String, String>,
    rest: Option<String>,
}

impl ValueMap {
    /// From canonical value to the raw values that stand for it.
    pub fn new(lists: &std::collections::BTreeMap<String, Vec<String>>) -> Self {
        let mut map = Self::default();
        for (canonical, raw_values) in lists {
            for raw in raw_values {
                if raw == "*" {
                    map.rest = Some(canonical.clone());
                } else {
                    map.exact.insert(raw.trim().to_owned(), canonical.clone());
                }
            }
        }
        map
    }

    fn get<'a>(&'a self, raw: &'a str) -> &'a str {
        self.exact.get(raw).or(self.rest.as_ref()).map_or(raw, String::as_str)
    }
}

/// What is wrong with a row: the reason and the column.
type Fault = (Reason, &'static str);

/// Reads the rows of one file for one thread.
pub struct RowReader<'c> {
    kind: Kind,
    context: &'c Context,
    dates: DateReader,
    /// By canonical position.
    values: Vec<Option<ValueMap>>,
    synced: Option<bool>,
    units: UnitCache<'c>,
    classes: Classifier,
    procedures: HashMap<String, u32>,
    databases: HashMap<String, u32>,
}

/// Positions in `schema::canonical::DOSSIERS`.
mod at {
    pub const ID: usize = 0;
    pub const UNIT_ID: usize = 1;
    pub const UNIT_NAME: usize = 2;
    pub const PROCEDURE: usize = 3;
    pub const CHANNEL: usize = 5;
    pub const STATUS: usize = 6;
    pub const SUBMITTED: usize = 7;
    pub const RECEIVED: usize = 8;
    pub const DUE: usize = 9;
    pub const ENDED: usize = 10;
    pub const END_KIND: usize = 11;
    pub const RETURNED: usize = 12;
    pub const COMPONENTS_DIGITIZED: usize = 13;
    pub const DATABASES: usize = 19;
    pub const FEE: usize = 20;
    pub const ONLINE_PAYMENT: usize = 21;
    pub const SYNCED: usize = 22;
}

impl<'c> RowReader<'c> {
    pub fn new(
        kind: Kind,
        context: &'c Context,
        datetime: &[String],
        values: &[Option<ValueMap>],
        synced: Option<bool>,
        given: &[&str],
    ) -> Self {
        Self {
            kind,
            context,
            dates: DateReader::new(datetime, context.zone),
            values: values.to_vec(),
            // A column says it of every row: blank is "not synced". Else the source may.
            synced: if given.contains(&"synced") { Some(false) } else { synced },
            units: UnitCache::new(context),
            classes: Classifier::default(),
            procedures: HashMap::new(),
            databases: HashMap::new(),
        }
    }

    /// The message of one row; `cells` are in canonical order, absent columns missing.
    pub fn message<'m>(&mut self, cells: &'m [Cell<'_>]) -> Message<'m> {
        let read = match self.kind {
            Kind::Dossiers => self.dossier(cells),
            Kind::Events => self.entry(cells),
            Kind::Supplements => self.supplement(cells),
            Kind::Ratings => self.rating(cells),
            Kind::Procedures => self.procedure(cells),
            Kind::Announcements => self.announcement(cells),
            Kind::Petitions => self.petition(cells),
            Kind::Totals => self.total(cells),
            Kind::Units => self.unit(cells),
            Kind::Calendar => self.day(cells),
        };
        read.unwrap_or_else(|(reason, column)| Message::Rejected(reason, column))
    }

    fn dossier<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        let id = cells[at::ID].str();
        if id.is_empty() {
            return Err((Reason::DossierIdMissing, "dossier_id"));
        }
        let mut reject = None;
        let mut keep = |fault: Fault| {
            reject.get_or_insert(fault);
        };
        let mut findings = FindingSet::default();
        let mut time = |position: usize, alone: fn(Day) -> LocalTime| {
            self.time(cells, position, alone).unwrap_or_else(|fault| {
                keep(fault);
                None
            })
        };
        let submitted = time(at::SUBMITTED, Day::start);
        let received = time(at::RECEIVED, Day::start);
        let due = time(at::DUE, Day::last_second);
        let ended = time(at::ENDED, Day::start);
        let returned = time(at::RETURNED, Day::start);
        let mut flag = |place: usize| {
            self.flag(cells, at::COMPONENTS_DIGITIZED + place).unwrap_or_else(|fault| {
                keep(fault);
                None
            })
        };
        let mut flags = Flags {
            components_digitized: flag(0),
            component_reused: flag(1),
            has_digitized_component: flag(2),
            from_personal_store: flag(3),
            result_file: flag(4),
            vneid_verified: flag(5),
            synced: flag(at::SYNCED - at::COMPONENTS_DIGITIZED).or(self.synced),
            ..Flags::default()
        };
        match self.int(cells, at::ONLINE_PAYMENT) {
            Ok(paid) => {
                flags.online_payment = paid.map(|paid| u8::try_from(paid).unwrap_or(u8::MAX))
            }
            Err(fault) => keep(fault),
        }
        let end_kind = match self.code(cells, at::END_KIND) {
            "" => None,
            name => {
                let known = EndKind::ALL.into_iter().find(|kind| kind.as_str() == name);
                if known.is_none() {
                    keep((Reason::ValueUnreadable, "end_kind"));
                }
                known
            }
        };
        let channel = match self.code(cells, at::CHANNEL) {
            "" => {
                findings.add(Finding::ChannelMissing);
                Channel::Counter
            }
            name => Channel::ALL.into_iter().find(|c| c.as_str() == name).unwrap_or(Channel::Other),
        };
        let fee = self.fee(cells, &mut findings);
        flags.fees_all_zero = fee == Some(0);
        flags.fee_above_zero = fee.is_some_and(|fee| fee > 0);
        let databases = cells[at::DATABASES].str();
        let databases = (!databases.is_empty()).then(|| {
            numbered(&mut self.databases, databases, |name| {
                self.context.database_names.number(&databases::readable(name))
            })
        });
        Ok(Message::Dossier(DossierMessage {
            id,
            unit: self.units.find(cells[at::UNIT_ID].str(), cells[at::UNIT_NAME].str(), id, || ""),
            procedure: self.procedure_number(cells[at::PROCEDURE].str()),
            channel,
            status: self.status(cells, at::STATUS),
            status_given: !cells[at::STATUS].is_missing(),
            origin: Origin::Table,
            submitted,
            received,
            due,
            ended,
            end_kind,
            returned,
            refused: None,
            flags,
            databases,
            fee,
            supplements: None,
            reject,
            findings,
        }))
    }

    fn entry<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        let dossier_id = self.dossier_id(cells)?;
        let at = self.time(cells, 1, Day::start)?.ok_or((Reason::AtMissing, "at"))?;
        let (status, class, text_hash) =
            self.classes.classify(self.status(cells, 2), cells[3].str());
        Ok(Message::Entry(EntryMessage {
            dossier_id,
            at,
            status,
            class,
            text_hash,
            findings: FindingSet::default(),
        }))
    }

    fn supplement<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        Ok(Message::Supplement(SupplementMessage {
            dossier_id: self.dossier_id(cells)?,
            asked: self.time(cells, 1, Day::start)?.ok_or((Reason::AskedAtMissing, "asked_at"))?,
            completed: self.time(cells, 2, Day::start)?,
            due_before: self.time(cells, 3, Day::last_second)?,
            due_after: self.time(cells, 4, Day::last_second)?,
        }))
    }

    fn rating<'m>(&mut self, cells: &'m [Cell<'_>]) -> Result<Message<'m>, Fault> {
        let dossier_id = self.dossier_id(cells)?;
        let rated = self.time(cells, 1, Day::start)?.ok_or((Reason::RatedAtMissing, "rated_at"))?;
        let verdict = self.known_code(cells, 2)?;
        let by = self.known_code(cells, 3)?;
        let complaint = self.flag(cells, 4)? == Some(true);
        Ok(Message::Rating(RatingMessage {
            dossier_id,
            rated,
            opinion: match verdict {
                _ if by == "official" => None,
                "satisfied" => Some(Opinion::Satisfied),
                "neutral" => Some(Opinion::Neutral),
                "dissatisfied" => Some(Opinion::Dissatisfied),
                _ => None,
            },
            complaint,
            row_hash: text::hash((rated.micros(), verdict, by, complaint)),
        }))
    }

    fn procedure<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        let id = required(cells, 0, "procedure_id")?;
        let amount = match &cells[9] {
            cell if cell.is_missing() => None,
            Cell::Int(number) => Some(*number as f64),
            Cell::Real(number) => Some(*number),
            cell => Some(cell.str().parse().map_err(|_| (Reason::ValueUnreadable, "max_time"))?),
        };
        let unit = self.known_code(cells, 10)?;
        let limit = amount.map(|amount| limit(amount, unit)).transpose()?;
        let level = match self.known_code(cells, 5)? {
            "full" => Some(OnlineLevel::Full),
            "partial" => Some(OnlineLevel::Partial),
            "none" => Some(OnlineLevel::None),
            _ => None,
        };
        let text =
            |position: usize| Some(cells[position].str().to_owned()).filter(|t| !t.is_empty());
        Ok(Message::Procedure(Procedure {
            id: procedure::root(id).to_owned(),
            name: required(cells, 1, "name")?.to_owned(),
            field_id: text(2),
            field_name: text(3),
            unit_ids: list(cells[4].str()).iter().map(|code| self.code_of_today(code)).collect(),
            online_level: level,
            has_fee: self.flag(cells, 6)?,
            paper_result: self.flag(cells, 7)?,
            citizen_subject: self.flag(cells, 8)?,
            limit: limit.flatten(),
            complete: self.flag(cells, 11)?,
            public_from: self.date(cells, 12)?,
            public_to: self.date(cells, 13)?,
        }))
    }

    fn announcement<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        Ok(Message::Announcement(Announcement {
            decision_id: required(cells, 0, "decision_id")?.to_owned(),
            procedure_id: procedure::root(required(cells, 1, "procedure_id")?).to_owned(),
            announced: self.date(cells, 2)?.ok_or((Reason::AnnouncedOnMissing, "announced_on"))?,
            legal_effective: self.date(cells, 3)?,
            published: self.date(cells, 4)?,
        }))
    }

    fn petition<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        let id = required(cells, 0, "petition_id")?.to_owned();
        let unit = self.units.find(cells[1].str(), "", "", || "");
        Ok(Message::Petition(Petition {
            id,
            unit,
            about_rules: self.known_code(cells, 2)? == "rules",
            received: self
                .time(cells, 3, Day::start)?
                .ok_or((Reason::ReceivedMissing, "received_at"))?,
            transferred: self.time(cells, 4, Day::start)?,
            answered: self.time(cells, 5, Day::start)?,
            refused: self.time(cells, 6, Day::start)?,
            asked_more: self.time(cells, 7, Day::start)?,
            likes: self.int(cells, 8)?.unwrap_or(0),
            dislikes: self.int(cells, 9)?.unwrap_or(0),
            repeated: self.flag(cells, 10)? == Some(true),
        }))
    }

    /// The unit that an old code stands for; a code that is not known stays as it is.
    fn code_of_today(&self, code: &str) -> String {
        match &self.context.units {
            UnitReading::Known(finder) => finder.by_code(code).unwrap_or(code).to_owned(),
            UnitReading::Discover => code.to_owned(),
        }
    }

    fn total<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        let unreadable = |column| (Reason::ValueUnreadable, column);
        let unit = required(cells, 0, "unit_id")?;
        Ok(Message::Total {
            unit_id: self.code_of_today(unit),
            period: required(cells, 1, "period")?.parse().map_err(|_| unreadable("period"))?,
            received: self
                .int(cells, 2)?
                .and_then(|count| u64::try_from(count).ok())
                .ok_or(unreadable("dossiers_received"))?,
        })
    }

    fn unit<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        let text =
            |position: usize| Some(cells[position].str().to_owned()).filter(|t| !t.is_empty());
        Ok(Message::Unit(UnitRow {
            id: required(cells, 0, "unit_id")?.to_owned(),
            version: Version {
                name: required(cells, 1, "name")?.to_owned(),
                name_en: text(2),
                parent_id: text(3),
                kind: text(4).unwrap_or_else(|| "unit".into()),
                valid_from: self.date(cells, 5)?,
                valid_to: self.date(cells, 6)?,
            },
            successor_id: text(7),
            aliases: list(cells[8].str()),
        }))
    }

    fn day<'m>(&mut self, cells: &[Cell<'_>]) -> Result<Message<'m>, Fault> {
        let kind = match self.known_code(cells, 1)? {
            "holiday" => DayKind::Holiday,
            "working" => DayKind::Working,
            _ => return Err((Reason::KeyMissing, "kind")),
        };
        let day = self.date(cells, 0)?.ok_or((Reason::KeyMissing, "date"))?;
        Ok(Message::Day { day, kind })
    }

    fn dossier_id<'m>(&self, cells: &'m [Cell<'_>]) -> Result<&'m str, Fault> {
        match cells[0].str() {
            "" => Err((Reason::DossierIdMissing, "dossier_id")),
            id => Ok(id),
        }
    }

    fn column(&self, position: usize) -> &'static str {
        self.kind.columns()[position].name
    }

    /// A time; a date alone falls where `alone` puts it.
    fn time(
        &self,
        cells: &[Cell<'_>],
        position: usize,
        alone: fn(Day) -> LocalTime,
    ) -> Result<Option<LocalTime>, Fault> {
        let reading = match &cells[position] {
            Cell::Missing => Reading::Missing,
            Cell::Time(time) if dates::is_sentinel(time.day()) => Reading::Missing,
            Cell::Date(day) if dates::is_sentinel(*day) => Reading::Missing,
            Cell::Time(time) => Reading::Time(*time),
            Cell::Date(day) => Reading::Date(*day),
            Cell::Int(number) => self.dates.read(&number.to_string()),
            Cell::Text(text) => self.dates.read(text),
            Cell::Owned(text) => self.dates.read(text),
            Cell::Real(_) | Cell::Bool(_) => Reading::Unreadable,
        };
        match reading {
            Reading::Missing => Ok(None),
            Reading::Time(time) => Ok(Some(time)),
            Reading::Date(day) => Ok(Some(alone(day))),
            Reading::Unreadable => Err((Reason::DateUnreadable, self.column(position))),
        }
    }

    fn date(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<Day>, Fault> {
        Ok(self.time(cells, position, Day::start)?.map(LocalTime::day))
    }

    fn flag(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<bool>, Fault> {
        let unreadable = Err((Reason::ValueUnreadable, self.column(position)));
        match &cells[position] {
            cell if cell.is_missing() => Ok(None),
            Cell::Bool(flag) => Ok(Some(*flag)),
            Cell::Int(0) => Ok(Some(false)),
            Cell::Int(1) => Ok(Some(true)),
            Cell::Real(number) if *number == 0.0 => Ok(Some(false)),
            Cell::Real(number) if *number == 1.0 => Ok(Some(true)),
            cell => match self.mapped(cell.str(), position) {
                "1" => Ok(Some(true)),
                "0" => Ok(Some(false)),
                word if word.eq_ignore_ascii_case("true") => Ok(Some(true)),
                word if word.eq_ignore_ascii_case("false") => Ok(Some(false)),
                _ => unreadable,
            },
        }
    }

    fn int(&self, cells: &[Cell<'_>], position: usize) -> Result<Option<i64>, Fault> {
        let unreadable = (Reason::ValueUnreadable, self.column(position));
        match &cells[position] {
            cell if cell.is_missing() => Ok(None),
            Cell::Int(number) => Ok(Some(*number)),
            Cell::Real(number) if number.fract() == 0.0 => Ok(Some(*number as i64)),
            Cell::Bool(flag) => Ok(Some(i64::from(*flag))),
            cell => self.mapped(cell.str(), position).parse().map(Some).map_err(|_| unreadable),
        }
    }

    /// 1 to 10; anything else is an unknown status, which is listed and never rejected.
    fn status(&self, cells: &[Cell<'_>], position: usize) -> Status {
        let number = self.int(cells, position).ok().flatten().unwrap_or(0);
        u8::try_from(number).ok().filter(|n| (1..=10).contains(n)).map_or(Status::UNKNOWN, Status)
    }

    fn fee(&self, cells: &[Cell<'_>], findings: &mut FindingSet) -> Option<i64> {
        let fee = match &cells[at::FEE] {
            cell if cell.is_missing() => return None,
            Cell::Int(number) => Some(*number).filter(|n| *n >= 0),
            Cell::Real(number) => Some(*number as i64).filter(|n| *n >= 0),
            cell => text::fee(cell.str()),
        };
        if fee.is_none() {
            findings.add(Finding::FeeUnreadable);
        }
        fee
    }

    fn mapped<'a>(&'a self, raw: &'a str, position: usize) -> &'a str {
        match &self.values[position] {
            Some(map) if !raw.is_empty() => map.get(raw),
            _ => raw,
        }
    }

    fn code<'a>(&'a self, cells: &'a [Cell<'_>], position: usize) -> &'a str {
        self.mapped(cells[position].str(), position)
    }

    /// A code of the column's closed list, or empty where the cell is.
    fn known_code(&self, cells: &[Cell<'_>], position: usize) -> Result<&'static str, Fault> {
        let column = &self.kind.columns()[position];
        let Type::Code(codes) = column.kind else { return Ok("") };
        match self.code(cells, position) {
            "" => Ok(""),
            name => codes
                .iter()
                .map(|code| code.name)
                .find(|code| code.eq_ignore_ascii_case(name))
                .ok_or((Reason::ValueUnreadable, column.name)),
        }
    }

    fn procedure_number(&mut self, code: &str) -> u32 {
        numbered(&mut self.procedures, code, |code| {
            self.context.procedure_names.number(procedure::root(code))
        })
    }
}

/// The number of a name, asked for once.
fn numbered(cache: &mut HashMap<String, u32>, name: &str, number: impl FnOnce(&str) -> u32) -> u32 {
    if let Some(known) = cache.get(name) {
        return *known;
    }
    let number = number(name);
    cache.insert(name.to_owned(), number);
    number
}

fn required<'m>(
    cells: &'m [Cell<'_>],
    position: usize,
    column: &'static str,
) -> Result<&'m str, Fault> {
    match cells[position].str() {
        "" => Err((Reason::KeyMissing, column)),
        text => Ok(text),
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// A limit from an amount and its unit; 0 is no limit, and so is an amount without a unit.
fn limit(amount: f64, unit: &str) -> Result<Option<Limit>, Fault> {
    let fault = (Reason::ValueUnreadable, "max_time");
    if !(0.0..=100_000.0).contains(&amount) {
        return Err(fault);
    }
    if amount == 0.0 || unit.is_empty() {
        return Ok(None);
    }
    if unit == "working_hour" {
        return Ok(Some(Limit::OfficeSeconds((amount * 3600.0).round() as i64)));
    }
    if amount.fract() != 0.0 {
        return Err(fault);
    }
    let whole = amount as u32;
    Ok(Some(match unit {
        "working_day" => Limit::WorkingDays(whole),
        "day" => Limit::Days(whole),
        _ => Limit::Months(whole),
    }))
}

#[cfg(test)]
mod tests {
    use super::at;
    use crate::schema::canonical::DOSSIERS;

    #[test]
    fn positions_are_those_of_the_declared_columns() {
        for (position, name) in [
            (at::ID, "dossier_id"),
            (at::UNIT_ID, "unit_id"),
            (at::UNIT_NAME, "unit_name"),
            (at::PROCEDURE, "procedure_id"),
            (at::CHANNEL, "channel"),
            (at::STATUS, "status"),
            (at::SUBMITTED, "submitted_at"),
            (at::RECEIVED, "received_at"),
            (at::DUE, "due_at"),
            (at::ENDED, "ended_at"),
            (at::END_KIND, "end_kind"),
            (at::RETURNED, "returned_at"),
            (at::COMPONENTS_DIGITIZED, "components_digitized"),
            (at::COMPONENTS_DIGITIZED + 5, "vneid_verified"),
            (at::DATABASES, "databases"),
            (at::FEE, "fee_due"),
            (at::ONLINE_PAYMENT, "online_payment"),
            (at::SYNCED, "synced"),
        ] {
            assert_eq!(DOSSIERS[position].name, name);
        }
    }
}
