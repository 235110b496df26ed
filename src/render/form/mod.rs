//! A form filled with counts, as the two files that officials send on: a workbook and a document to be
//! edited. What both show is put together once; nothing is counted here, and every text that is the form's
//! own comes from its file.

mod content;
mod docx;
pub mod filled;
mod heads;
mod notes;
mod xlsx;

pub use content::Content;
pub use docx::docx;
pub use filled::Filled;
pub use notes::notes;
pub use xlsx::xlsx;
