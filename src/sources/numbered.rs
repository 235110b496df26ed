//! What one thread remembers of the numbers of names, so that the names all threads share are asked
//! once for each of them and not for each row.

use hashbrown::HashMap;

/// Names and their numbers as one thread met them.
pub type Numbered = HashMap<String, u32>;

/// The number of a name; `number` is asked where it was not met before.
pub fn numbered(known: &mut Numbered, name: &str, number: impl FnOnce(&str) -> u32) -> u32 {
    if let Some(known) = known.get(name) {
        return *known;
    }
    let number = number(name);
    known.insert(name.to_owned(), number);
    number
}
