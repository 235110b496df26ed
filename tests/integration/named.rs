//! What a figure on a page names: its table, row and column. It says them itself, or leaves them to the row of
//! the table that it stands in, and then to the heading of its column there.

use roxmltree::Node;

/// Whether an element shows a figure: it names a column, or is a cell or a part of one whose heading does.
pub fn is_figure(node: Node<'_, '_>) -> bool {
    let is_place = is_number_cell(node) || node.attribute("class") == Some("f");
    match node.has_attribute("data-column") {
        true => !node.has_tag_name("th"),
        false => {
            let within =
                || node.descendants().skip(1).any(|within| within.has_attribute("data-column"));
            is_place && attribute(node, "data-column").is_some() && !within()
        }
    }
}

/// A cell of numbers, which is what a cell without a class is.
pub fn is_number_cell(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "td" && !node.has_attribute("class")
}

/// An attribute of a figure, from where it stands nearest.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    // How often a value is taken belongs to the name of its column.
    if name == "data-scale" && node.has_attribute("data-column") {
        return node.attribute(name);
    }
    let row = || node.ancestors().find(|above| above.has_tag_name("tr"));
    node.attribute(name)
        .or_else(|| row()?.attribute(name))
        .or_else(|| heading(node)?.attribute(name))
}

/// The heading of the column that an element stands in.
fn heading<'a, 'input>(node: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
    let cell = node.ancestors().find(|above| above.has_tag_name("td"))?;
    let place = cell.prev_siblings().filter(Node::is_element).count() - 1;
    let table = cell.ancestors().find(|above| above.has_tag_name("table"))?;
    let row = table.descendants().find(|below| below.has_tag_name("tr"))?;
    row.children().filter(Node::is_element).nth(place).filter(|found| found.has_tag_name("th"))
}
