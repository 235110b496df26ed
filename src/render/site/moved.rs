//! A page at another address: the same text, with every link written from there. The first page of the newest
//! month stands at the constant addresses of the site, too, and the index of the archive beside the periods.

/// The attributes that hold an address; no text of a page holds one, because its quotes are escaped.
const ATTRIBUTES: [&str; 3] = [" href=\"", " src=\"", " srcset=\""];

/// A page of the folder `from` as it stands in the folder `to`, both below `site/`.
pub(super) fn moved(page: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 8);
    let mut rest = page;
    loop {
        let next = ATTRIBUTES.iter().filter_map(|name| Some(rest.find(name)? + name.len())).min();
        let Some(start) = next else { break };
        let end = rest[start..].find('"').map_or(rest.len(), |end| start + end);
        out.push_str(&rest[..start]);
        out.push_str(&address(&rest[start..end], from, to));
        rest = &rest[end..];
    }
    out + rest
}

/// An address as it is written in another folder; a place within the page stays one.
fn address(link: &str, from: &str, to: &str) -> String {
    if link.starts_with('#') {
        return link.to_owned();
    }
    let mut target: Vec<&str> = from.split('/').collect();
    for part in link.split('/') {
        match part {
            ".." => drop(target.pop()),
            part => target.push(part),
        }
    }
    let base: Vec<&str> = to.split('/').collect();
    let same = base.iter().zip(&target).take_while(|(a, b)| a == b).count();
    "../".repeat(base.len() - same) + &target[same..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_at_another_address_leads_where_it_led() {
        let page =
            "<a href=\"units/A.html#x\">1</a><a href=\"#main\">2</a><img src=\"../charts/a.svg\"/>";
        let expected = "<a href=\"../archive/latest/vi/units/A.html#x\">1</a><a href=\"#main\">2</a>\
                        <img src=\"../archive/latest/charts/a.svg\"/>";
        assert_eq!(moved(page, "archive/latest/vi", "vi"), expected);
        let index =
            moved("<a href=\"../../2026-07/vi/index.html\">", "archive/latest/vi", "archive/vi");
        assert_eq!(index, "<a href=\"../2026-07/vi/index.html\">");
    }
}
