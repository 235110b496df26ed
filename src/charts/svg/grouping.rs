//! Elements of a figure in the order they are painted, and how they are written: looks that follow
//! one another unchanged are written once, on a group around their elements. Only attributes that
//! elements inherit are looks, so a figure means the same with and without groups; the row of a
//! printed number is one of them, by the rule of those who read figures back.

use std::fmt::Write as _;

/// An attribute that holds for what stands within, such as a colour or a size of letters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    name: &'static str,
    /// Escaped.
    value: String,
}

impl Look {
    pub fn new(name: &'static str, value: impl Into<String>) -> Self {
        Look { name, value: value.into() }
    }

    /// How many bytes it takes when written.
    fn length(&self) -> usize {
        self.name.len() + self.value.len() + " =\"\"".len()
    }
}

/// A shape or a text.
pub(super) struct Element {
    /// The tag and the attributes that are its own, `<rect x="1" y="2"`.
    pub head: String,
    pub looks: Vec<Look>,
    /// The end of the tag, and what follows: `/>`, or `>words</text>`.
    pub rest: String,
}

/// How many elements a group may have: looking further would save little and take long.
const MOST: usize = 500;

/// All elements, each on a line.
pub(super) fn write(elements: &[Element]) -> String {
    let mut out = String::new();
    let member = |element| Member { element, looks: element.looks.iter().collect() };
    let members: Vec<Member> = elements.iter().map(member).collect();
    write_members(&mut out, &members);
    out
}

/// An element and those of its looks that no group around it has.
struct Member<'a> {
    element: &'a Element,
    looks: Vec<&'a Look>,
}

fn write_members(out: &mut String, mut rest: &[Member<'_>]) {
    while let Some(Member { element, looks }) = rest.first() {
        let (count, common) = group(rest);
        let (members, others) = rest.split_at(count);
        if common.is_empty() {
            out.push_str(&element.head);
            attributes(out, looks);
            out.push_str(&element.rest);
            out.push('\n');
        } else {
            out.push_str("<g");
            attributes(out, &common);
            out.push_str(">\n");
            let within = members.iter().map(|Member { element, looks }| {
                let own = looks.iter().copied().filter(|look| !common.contains(look));
                Member { element, looks: own.collect() }
            });
            write_members(out, &within.collect::<Vec<_>>());
            out.push_str("</g>\n");
        }
        rest = others;
    }
}

fn attributes(out: &mut String, looks: &[&Look]) {
    for Look { name, value } in looks {
        let _ = write!(out, " {name}=\"{value}\"");
    }
}

/// How many elements from the first on are best put in one group, and the looks that all of them
/// have; no looks where a group would save nothing.
fn group<'a>(members: &[Member<'a>]) -> (usize, Vec<&'a Look>) {
    let mut common = members[0].looks.clone();
    let (mut best, mut saved_most) = ((1, Vec::new()), 0);
    for (before, member) in members.iter().enumerate().take(MOST).skip(1) {
        common.retain(|look| member.looks.contains(look));
        if common.is_empty() {
            break;
        }
        let each: usize = common.iter().map(|look| look.length()).sum();
        let saved = (before * each).saturating_sub("<g>\n</g>\n".len());
        if saved > saved_most {
            (best, saved_most) = ((before + 1, common.clone()), saved);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(head: &str, looks: &[(&'static str, &str)]) -> Element {
        let looks = looks.iter().map(|(name, value)| Look::new(name, *value)).collect();
        Element { head: head.into(), looks, rest: "/>".into() }
    }

    #[test]
    fn what_neighbours_share_is_written_once_and_what_they_do_not_share_is_their_own() {
        let grey = ("fill", "#52606d");
        let elements = [
            element("<a", &[grey, ("stroke", "#fff")]),
            element("<b", &[grey]),
            element("<c", &[grey, ("text-anchor", "end")]),
            element("<d", &[]),
        ];
        assert_eq!(
            write(&elements),
            "<g fill=\"#52606d\">\n<a stroke=\"#fff\"/>\n<b/>\n<c text-anchor=\"end\"/>\n</g>\n<d/>\n"
        );
    }

    #[test]
    fn groups_stand_within_groups() {
        let (small, row) = (("font-size", "11"), ("data-row", "G06.D03"));
        let elements = [
            element("<a", &[small]),
            element("<b", &[small, row]),
            element("<c", &[small, row]),
            element("<d", &[small]),
        ];
        assert_eq!(
            write(&elements),
            "<g font-size=\"11\">\n<a/>\n<g data-row=\"G06.D03\">\n<b/>\n<c/>\n</g>\n<d/>\n</g>\n"
        );
    }

    #[test]
    fn a_group_that_saves_nothing_is_not_made() {
        let elements = [element("<a", &[("r", "3")]), element("<b", &[("r", "3")])];
        assert_eq!(write(&elements), "<a r=\"3\"/>\n<b r=\"3\"/>\n");
    }
}
