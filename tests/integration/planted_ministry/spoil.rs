//! What each defect of the plan does to a sound dossier. Where a sender only writes badly, what
//! happened stays as it was; where the rules know no better, what happened is what they must take.

use super::{
    clock::{DAY, HOUR, midnight, plus_working_days},
    dossier::{ResultPaper, Sent, Step, Truth, Unit},
    invent::{Draft, cut_off, old_name, trail},
    plan::Defect,
};
use crate::support::Dice;

const STEP_OF_NOTHING: &str = "Hồ sơ không có ngày hẹn trả";

pub fn spoil(draft: &mut Draft, defect: Defect, dice: &Dice) {
    let Draft { message, first, truth: kept } = draft;
    let mut happened = kept.take().expect("a sound dossier counts");
    let truth = &mut happened;
    let received = truth.received;
    let step = |at, status, text| Step { at, status, text };
    let mut counts = true;
    match defect {
        Defect::NoDueDate | Defect::NoDueDateButLimit => {
            message.due = Sent::Nothing;
            truth.due =
                (defect == Defect::NoDueDateButLimit).then(|| plus_working_days(received, 10));
            message.steps = trail(received, &truth.rounds, truth.ended, None);
            message.steps.insert(1, step(received, 9, STEP_OF_NOTHING));
        }
        Defect::SupplementAsEnd | Defect::PaymentAsEnd => {
            sent_as_finished(draft_of(message, truth));
            let asked = received + 2 * HOUR;
            let (text, rounds) = match defect {
                Defect::SupplementAsEnd => ("Cán bộ trả hồ sơ bổ sung", vec![(asked, None)]),
                _ => ("Công dân thực hiện NVTC", Vec::new()),
            };
            message.steps = trail(received, &[], None, None);
            message.steps.push(step(asked, 9, text));
            truth.requests = rounds.len();
            truth.rounds = rounds;
        }
        Defect::CompletedLikeARequest => {
            // Late by the clock, in time less the wait of three days.
            let due = received + 9 * DAY;
            let (asked, completed) = (received + DAY, received + 4 * DAY);
            let ended = due + 2 * DAY + HOUR;
            message.due = Sent::At(due);
            truth.due = Some(due);
            truth.rounds = vec![(asked, Some(completed))];
            truth.requests = 1;
            ends(message, truth, Some(ended).filter(|at| *at < cut_off()));
            known_rounds(truth);
            message.steps = trail(received, &truth.rounds, truth.ended, None);
        }
        Defect::OpenAfterCompletion => {
            truth.rounds = vec![(received + 2 * HOUR, Some(received + 5 * HOUR))];
            truth.requests = 1;
            ends(message, truth, None);
            message.steps = trail(received, &truth.rounds, None, None);
        }
        Defect::AskedTwice => {
            let again = received + 6 * HOUR;
            truth.rounds = vec![(received + 2 * HOUR, Some(received + 5 * HOUR)), (again, None)];
            truth.requests = 2;
            ends(message, truth, None);
            message.steps = trail(received, &truth.rounds, None, None);
        }
        Defect::EndMadeUpAtReceipt => {
            sent_as_finished(draft_of(message, truth));
            no_rounds(truth);
            message.steps = vec![step(received, 9, "Đã xử lý xong")];
        }
        Defect::ResultIsSubmittedFile => {
            message.digitized = true;
            message.result = ResultPaper::Copied;
        }
        Defect::SentTwice | Defect::StepTwice => message.step_twice = true,
        Defect::SentAgainLater => {
            let mut before = message.clone();
            (before.ended, before.returned, before.status) = (Sent::Nothing, Sent::Nothing, "4");
            *first = Some(before);
        }
        Defect::DueDateMoved => {
            // The new date has the wait in it, so that the wait is not taken off again.
            let due = received + 10 * DAY;
            let rounds = vec![(received + DAY, Some(received + 2 * DAY))];
            message.due = Sent::At(due);
            truth.due = Some(due);
            truth.due_moved = true;
            truth.rounds = rounds;
            truth.requests = 1;
            ends(message, truth, Some(due + HOUR).filter(|at| *at < cut_off()));
            known_rounds(truth);
            message.steps = trail(received, &truth.rounds, truth.ended, None);
            let mut before = message.clone();
            before.due = Sent::At(due - DAY);
            (before.ended, before.status) = (Sent::Nothing, "4");
            *first = Some(before);
        }
        Defect::EndsElsewhere => {
            // Two systems name two ends; the later message is believed.
            no_rounds(truth);
            message.steps.clear();
            let mut before = message.clone();
            before.ended = Sent::At(received + HOUR);
            (before.returned, before.status) = (Sent::Nothing, "9");
            *first = Some(before);
            ends(message, truth, Some(received + 2 * HOUR));
        }
        Defect::OnlyRegistered => {
            message.status = "1";
            counts = false;
        }
        Defect::RefusedUnaccepted => {
            message.status = "3";
            message.received = Sent::Nothing;
            counts = false;
        }
        Defect::StatusOf(status) => {
            ends(message, truth, None);
            no_rounds(truth);
            message.status = status;
            message.steps.clear();
        }
        Defect::EndBeforeReceipt | Defect::EndBeforeReceiptInTrail => {
            // Taken at receipt, because no handling takes less than no time.
            let end = received - 26 * HOUR;
            ends(message, truth, Some(received));
            no_rounds(truth);
            message.ended = Sent::At(end);
            message.steps.clear();
            if defect == Defect::EndBeforeReceiptInTrail {
                message.steps =
                    vec![step(received, 2, "Tiếp nhận hồ sơ"), step(end, 9, "Đã xử lý xong")];
            }
        }
        Defect::HandedOverBeforeEnd => {
            no_rounds(truth);
            ends(message, truth, Some(received + 3 * HOUR));
            message.status = "10";
            let before = if dice.roll(2) == 0 { received - HOUR } else { received + 2 * HOUR };
            message.returned = Sent::At(before);
            message.steps.clear();
        }
        Defect::DueBeforeReceipt => {
            let due = received - 2 * DAY;
            message.due = Sent::At(due);
            truth.due = Some(due);
        }
        Defect::FromTheFuture => {
            message.received = Sent::At(midnight(11, 4) + 9 * HOUR);
            message.submitted = message.received;
            message.due = Sent::At(midnight(11, 20));
            (message.ended, message.returned, message.status) = (Sent::Nothing, Sent::Nothing, "4");
            message.steps.clear();
            counts = false;
        }
        Defect::ReceivedInYearOne => {
            message.received = Sent::Digits("00010101000000");
            counts = false;
        }
        Defect::DueIn1900 => {
            message.due = Sent::Digits("19000101000000");
            truth.due = None;
        }
        Defect::DateLostADigit => {
            message.received = Sent::Digits("2025100308150");
            counts = false;
        }
        Defect::UnderOldName => {
            if let Unit::Of(unit) = truth.unit {
                message.unit_name = old_name(unit);
            }
            message.id = format!("CU-{}", message.id);
        }
        Defect::UnitUnknown | Defect::UnitOfEnvelope => {
            message.unit_name = "Phòng không ai biết".into();
            message.id = format!("X99-{}", message.id);
            truth.unit = match defect {
                Defect::UnitUnknown => Unit::Unknown,
                _ => Unit::Authority,
            };
        }
        Defect::UnitOfNumber => message.unit_name = "Phòng không ai biết".into(),
        Defect::ProcedureUnknown(code) => {
            message.procedure = code.into();
            message.procedure_number = 0;
        }
        Defect::ChannelNull => message.channel = Some(""),
        Defect::ChannelAbsent => message.channel = None,
        Defect::Fee(amount) => message.fee = Some(amount),
        Defect::NumberMissing => {
            message.id.clear();
            message.steps.clear();
            counts = false;
        }
        Defect::DueTwiceInTwoSpellings => {
            message.due_before = Sent::At(received + HOUR);
        }
    }
    if counts {
        *kept = Some(happened);
    }
}

fn draft_of<'a>(
    message: &'a mut super::dossier::Message,
    truth: &'a mut Truth,
) -> (&'a mut super::dossier::Message, &'a mut Truth) {
    (message, truth)
}

/// Status 9 without an end of handling, of a dossier that is open.
fn sent_as_finished((message, truth): (&mut super::dossier::Message, &mut Truth)) {
    ends(message, truth, None);
    message.status = "9";
}

/// Gives a dossier another end, or none; nothing was handed over.
fn ends(message: &mut super::dossier::Message, truth: &mut Truth, end: Option<i64>) {
    truth.ended = end;
    message.ended = end.map_or(Sent::Nothing, Sent::At);
    message.returned = Sent::Nothing;
    message.status = if end.is_some() { "9" } else { "4" };
}

fn no_rounds(truth: &mut Truth) {
    truth.rounds.clear();
    truth.requests = 0;
}

/// What happens after the cut-off is not known: a request then was not made, a completion then is
/// still waited for.
fn known_rounds(truth: &mut Truth) {
    truth.rounds.retain(|(asked, _)| *asked < cut_off());
    for (_, completed) in &mut truth.rounds {
        *completed = completed.filter(|at| *at < cut_off());
    }
    truth.requests = truth.rounds.len();
}
