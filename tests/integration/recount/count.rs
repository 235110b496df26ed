//! Every indicator of one unit in one period, by plain loops over what the unit holds.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clock::{Calendar, DAY, Read, date_of},
    dossier::{Dossier, Verdict, root},
    periods::Period,
    rules::{Among, Rules},
    tree::{Units, View},
    world::{AUTHORITY, Line, World},
};

/// A dossier in hand in a period.
pub struct Case<'a> {
    pub dossier: &'a Dossier,
    pub verdict: Verdict,
    pub received: bool,
    pub ended: bool,
    pub waits: bool,
}

impl<'a> Case<'a> {
    pub fn of(dossier: &'a Dossier, period: &Period, rules: &Rules) -> Option<Self> {
        let gone = dossier.ended.is_some_and(|ended| ended < period.start);
        (dossier.received < period.end && !gone).then(|| Self {
            dossier,
            verdict: dossier.verdict(period.end, rules),
            received: dossier.received >= period.start,
            ended: dossier.ended.is_some_and(|ended| ended < period.end),
            waits: dossier.waits_at(period.end),
        })
    }

    /// With a result file; none is there before the end of handling.
    pub fn has_result(&self) -> bool {
        self.ended && self.dossier.flags.contains("result_file")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Missing,
    NotApplicable,
    Known(i64, i64),
}

pub type Figures = BTreeMap<&'static str, Figure>;

/// The inputs without which an indicator has no figure (section 8).
const NEEDS: [(&str, &str); 13] = [
    ("announcements", "announced_on_time"),
    ("announcements", "published_on_time"),
    ("procedures", "contents_complete"),
    ("procedures", "procedures_using_population_data"),
    ("procedures", "procedures_offered_online"),
    ("procedures", "online_services_used"),
    ("procedures", "dossiers_paid_online"),
    ("procedures", "procedures_paid_online"),
    ("procedures", "procedures_with_fee_synced"),
    ("ratings", "dossier_satisfaction"),
    ("petitions", "petitions_by_kind"),
    ("petitions", "petitions_on_time"),
    ("petitions", "petition_satisfaction"),
];

pub fn known(numerator: usize, denominator: usize) -> Figure {
    Figure::Known(numerator as i64, denominator as i64)
}

/// How many there are, and how many of them have something.
fn share<T>(all: impl Iterator<Item = T>, has: impl Fn(&T) -> bool) -> Figure {
    let (mut numerator, mut denominator) = (0, 0);
    for one in all {
        denominator += 1;
        numerator += usize::from(has(&one));
    }
    known(numerator, denominator)
}

/// The units of one view of one period, and what is looked up for each of them.
pub struct Counter<'a> {
    pub world: &'a World,
    pub units: &'a Units,
    pub calendar: &'a Calendar,
    pub rules: &'a Rules,
    pub period: &'a Period,
    pub view: View,
    pub procedures: &'a BTreeMap<String, Line<'a>>,
    pub chains: BTreeMap<String, Vec<String>>,
}

impl Counter<'_> {
    /// Whether a unit of the inputs belongs to a unit of the view.
    pub fn belongs(&self, from_input: &str, unit: &str) -> bool {
        let chain = self.chains.get(from_input);
        chain.is_some_and(|chain| chain.iter().any(|above| above == unit))
    }

    /// The public procedures in the authority of a unit.
    fn public(&self, unit: &str) -> Vec<(&str, Line<'_>)> {
        let found = self.procedures.iter().filter(|(_, line)| {
            let from = Read::of(line.get("public_from")).time();
            let to = Read::of(line.get("public_to")).time();
            let named = line.list("unit_ids");
            from.is_none_or(|from| from < self.period.end)
                && to.is_none_or(|to| to >= self.period.end)
                && (named.is_empty() || named.iter().any(|id| self.belongs(id, unit)))
        });
        found.map(|(id, line)| (id.as_str(), *line)).collect()
    }

    fn has_paper_result(&self, dossier: &Dossier) -> bool {
        let line = self.procedures.get(&dossier.procedure);
        line.is_none_or(|line| line.is("paper_result") || line.get("paper_result").is_empty())
    }

    /// In hand, less the undated where the rule set leaves them out: the denominator of 2.1.
    fn is_judged(&self, case: &Case<'_>) -> bool {
        self.rules.undated_on_time || case.verdict != Verdict::Undated
    }

    fn is_among(&self, among: Among, case: &Case<'_>) -> bool {
        match among {
            Among::JudgedInHand => self.is_judged(case),
            Among::Received => case.received,
            Among::ReceivedWithPaperResult => case.received && self.has_paper_result(case.dossier),
            Among::Ended => case.ended,
        }
    }

    pub fn figures(&self, unit: &str, cases: &[&Case<'_>]) -> Figures {
        let mut figures = Figures::new();
        self.transparency(unit, cases, &mut figures);
        self.progress(cases, &mut figures);
        self.digitization(unit, cases, &mut figures);
        self.online(unit, cases, &mut figures);
        self.petitions(unit, &mut figures);
        for (kind, indicator) in NEEDS {
            if self.world.absent.contains(&kind) {
                figures.insert(indicator, Figure::Missing);
            }
        }
        figures
    }

    fn transparency(&self, unit: &str, cases: &[&Case<'_>], figures: &mut Figures) {
        let end = self.period.end;
        let within = |time: i64| (self.period.start..end).contains(&time);
        let (mut announced, mut published) = (BTreeMap::new(), BTreeMap::new());
        for line in self.world.announcements.rows() {
            let date = |column: &str| Read::of(line.get(column)).time();
            let Some(on) = date("announced_on") else {
                continue;
            };
            let id = root(line.get("procedure_id"));
            if within(on) {
                let needed = self.calendar.after(date_of(on), 20);
                let good = date("legal_effective_on").is_none_or(|at| needed <= date_of(at));
                *announced.entry(id.clone()).or_insert(true) &= good;
            }
            let last = self.calendar.after(date_of(on), 10);
            match date("published_on").filter(|at| *at < end) {
                Some(at) if within(at) => {
                    *published.entry(id).or_insert(true) &= date_of(at) <= last;
                }
                None if (last + 1) * DAY <= end => {
                    published.insert(id, false);
                }
                _ => {}
            }
        }
        figures.insert("announced_on_time", share(announced.values(), |good| **good));
        figures.insert("published_on_time", share(published.values(), |good| **good));
        let all = self.public(AUTHORITY);
        figures.insert("contents_complete", share(all.iter(), |(_, line)| line.is("complete")));

        let received: Vec<_> = cases.iter().filter(|case| case.received).collect();
        let synced = received.iter().filter(|case| case.dossier.flags.contains("synced")).count();
        let total = |period: &str| {
            let mut rows = BTreeMap::new();
            for line in self.world.totals.rows().filter(|line| line.get("period") == period) {
                let amount: i64 = line.get("dossiers_received").parse().expect("a number");
                rows.insert(line.get("unit_id"), amount);
            }
            let carried = rows
                .into_iter()
                .filter(|(id, _)| self.chains.get(*id).is_some_and(|chain| chain[0] == unit));
            carried.map(|(_, amount)| amount).reduce(|sum, amount| sum + amount)
        };
        let share_of_year = self.period.in_a_year;
        let of_last_year = || {
            let total = total(&(self.period.year - 1).to_string())?;
            Some((2 * total + share_of_year) / (2 * share_of_year))
        };
        let total = total(&self.period.name).or_else(of_last_year);
        let figure = total.map_or(Figure::Missing, |total| {
            Figure::Known(synced as i64, total.max(received.len() as i64))
        });
        figures.insert("dossiers_synced", figure);
    }

    fn progress(&self, cases: &[&Case<'_>], figures: &mut Figures) {
        let dated = || cases.iter().filter(|case| self.is_judged(case));
        let good = |case: &Case<'_>| case.verdict.counts_as_on_time(self.rules);
        figures.insert("handled_on_time", share(dated(), |case| good(case)));
        let ended = cases.iter().filter(|case| case.ended);
        let (mut seconds, mut number) = (0, 0);
        for case in ended {
            seconds += case.dossier.handling_seconds(self.rules);
            number += 1;
        }
        figures.insert("mean_handling_time", Figure::Known(seconds, number));
        let mut lost = BTreeSet::new();
        for line in self.world.ratings.rows() {
            let in_time =
                Read::of(line.get("rated_at")).time().is_some_and(|at| at < self.period.end);
            let by_citizen = matches!(line.get("by"), "" | "citizen");
            let bad = line.get("verdict") == "dissatisfied" && by_citizen;
            if in_time && (bad || line.is("complaint")) {
                lost.insert(line.get("dossier_id"));
            }
        }
        let satisfied =
            share(dated(), |case| good(case) && !lost.contains(case.dossier.id.as_str()));
        figures.insert("dossier_satisfaction", satisfied);
    }

    fn digitization(&self, unit: &str, cases: &[&Case<'_>], figures: &mut Figures) {
        let has = |case: &Case<'_>, flag: &str| case.dossier.flags.contains(flag);
        let counted = || {
            let among = self.rules.digitization_among;
            cases.iter().filter(move |case| self.is_among(among, case))
        };
        let among = cases.iter().filter(|case| self.is_among(self.rules.result_among, case));
        figures.insert("electronic_result", share(among, |case| case.has_result()));
        let digitized = share(counted(), |case| {
            has(case, "components_digitized")
                && (case.has_result() || !self.has_paper_result(case.dossier))
        });
        figures.insert("dossier_digitized", digitized);
        let reuse = self.rules.reuse_column;
        let reused = match self.world.dossiers.has(reuse) {
            true => share(counted(), |case| has(case, reuse)),
            false => Figure::Missing,
        };
        figures.insert("data_reused", reused);
        let from_store = share(counted(), |case| has(case, "from_personal_store"));
        figures.insert("shared_with_personal_store", from_store);
        let population = |case: &Case<'_>| {
            has(case, "vneid_verified")
                || has(case, "from_personal_store")
                || case.dossier.databases.iter().any(|code| code == "7")
        };
        figures.insert("dossiers_using_population_data", share(counted(), |c| population(c)));
        let used: BTreeSet<&str> = counted()
            .filter(|case| population(case))
            .map(|case| case.dossier.procedure.as_str())
            .collect();
        let public = self.public(unit);
        let of_citizens = public.iter().filter(|(_, line)| line.is("citizen_subject"));
        let procedures = share(of_citizens, |(id, _)| used.contains(id));
        figures.insert("procedures_using_population_data", procedures);
        figures.insert("certified_e_copies", Figure::NotApplicable);
    }

    fn online(&self, unit: &str, cases: &[&Case<'_>], figures: &mut Figures) {
        let public = self.public(unit);
        let received = || cases.iter().filter(|case| case.received).map(|case| case.dossier);
        let came_online = |dossier: &Dossier| dossier.channel == "received_online";
        let with = |has: &dyn Fn(&Dossier) -> bool| -> BTreeSet<String> {
            received().filter(|d| has(d)).map(|d| d.procedure.clone()).collect()
        };
        let online = |line: &Line<'_>| matches!(line.get("online_level"), "full" | "partial");
        figures.insert("procedures_offered_online", share(public.iter(), |(_, l)| online(l)));
        let services = public.iter().filter(|(_, line)| online(line));
        let used = with(&came_online);
        figures.insert("online_services_used", share(services, |(id, _)| used.contains(*id)));
        let submitted = share(cases.iter().filter(|case| case.received), |case| {
            let owes = self.rules.online_with_result && self.has_paper_result(case.dossier);
            came_online(case.dossier) && (!owes || case.has_result())
        });
        figures.insert("submitted_online", submitted);

        let says_paid = self.world.dossiers.has("online_payment");
        let has_fee = |id: &str| self.procedures.get(id).is_some_and(|line| line.is("has_fee"));
        let among = self.rules.digitization_among;
        let to_pay = cases.iter().filter(|case| self.is_among(among, case)).map(|c| c.dossier);
        let to_pay = to_pay.filter(|d| has_fee(&d.procedure) && d.fee != Some(0));
        let fees = || public.iter().filter(|(_, line)| line.is("has_fee"));
        let (paid, synced) =
            (with(&|d| d.paid_online), with(&|d| d.fee.is_some_and(|fee| fee > 0)));
        let if_said = |figure: Figure| if says_paid { figure } else { Figure::Missing };
        figures.insert("dossiers_paid_online", if_said(share(to_pay, |d| d.paid_online)));
        let procedures = share(fees(), |(id, _)| paid.contains(*id));
        figures.insert("procedures_paid_online", if_said(procedures));
        let with_fee = share(fees(), |(id, _)| synced.contains(*id));
        figures.insert("procedures_with_fee_synced", with_fee);
    }
}
