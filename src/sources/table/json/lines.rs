//! One object per line.

use std::io::Read;

use super::{
    super::{
        blocks::{self, Block, Boundary},
        worker::Worker,
    },
    object::{Keys, Seen, Taken, given, take},
};
use crate::sources::{
    File, FileFault, expected,
    lines::{lines, past_line_end, without_mark},
    reading::Input,
};

pub fn read(input: Input<'_>, reader: Box<dyn Read + Send>, seen: &Seen) -> Result<u64, FileFault> {
    let Input { file, reading, context, sinks } = input;
    blocks::read(&file.path, reader, Lines::default(), 1, context.threads, sinks, |next| {
        let mut worker = Worker::new(input, given(reading));
        let (mut keys, mut block) = (Keys::new(file, reading), Block::default());
        while next(&mut block) {
            rows_of(file, &block, &mut keys, &mut worker)?;
        }
        keys.add_to(seen);
        Ok(worker.count)
    })
}

fn rows_of(
    file: &File,
    block: &Block,
    keys: &mut Keys,
    worker: &mut Worker<'_>,
) -> Result<(), FileFault> {
    for ((line, is_ended), number) in lines(&block.bytes).zip(block.first_line..) {
        let line = without_mark(line).trim_ascii();
        if line.is_empty() {
            continue;
        }
        if let Some(told) = expected::told(line) {
            worker.tell(told);
            continue;
        }
        let taken = take(keys, worker, line, number);
        if taken == Taken::Broken && block.is_tail && !is_ended {
            let what = "the last line has no line end and is no whole object: the file is cut off; send \
                        it again";
            return Err(FileFault::data(&file.path, what).at(number));
        }
    }
    Ok(())
}

/// Every line end ends a record.
#[derive(Default)]
struct Lines {
    scanned: usize,
}

impl Boundary for Lines {
    fn last_end(&mut self, all: &[u8]) -> Result<Option<usize>, usize> {
        // A line feed may follow a carriage return that the bytes end with.
        let known = all.strip_suffix(b"\r").unwrap_or(all);
        let last = memchr::memrchr2(b'\n', b'\r', &known[self.scanned.min(known.len())..]);
        let end = last.map(|place| past_line_end(all, self.scanned + place));
        self.scanned = known.len() - end.unwrap_or(0).min(known.len());
        Ok(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_never_ends_within_a_line_end() {
        let text = b"a\r\nb\rc\n\r\nd\r\n";
        for step in 1..text.len() {
            let (found, _) = blocks::ends(Lines::default(), text, step);
            assert!(found.iter().all(|end| [3, 5, 7, 9, 12].contains(end)), "{step}: {found:?}");
            assert_eq!(found.last(), Some(&12), "in parts of {step}");
        }
    }
}
