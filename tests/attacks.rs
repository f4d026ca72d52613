//! What attackers send and what mistakes make. Each file is one group of the page `attacks`.

mod integrity;
pub(crate) mod keys;
mod parsing;
pub(crate) mod payload;
mod response;
mod size;
mod time;
mod two_keys;
