//! [`Kept`]: the buffer of a session's JSON, which the thread keeps for the session that follows.

use std::cell::Cell;
use std::mem;
use std::ops::{Deref, DerefMut};

/// Bytes of the largest buffer that is kept. The JSON of the longest seal and the draft behind it take half of that; the rest
/// is for what a buffer gains when it grows. What was needed by a session that fits no cookie is given back.
const LARGEST: usize = 12 * 1024;

thread_local! {
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A buffer that was the last session's in this thread, if that has ended, and goes to the next.
///
/// Sessions that a thread has open at the same time have one each; of those, the one that ends last is kept. What a buffer
/// held is not overwritten, just as it is not in memory that is given back.
#[derive(Clone, Default)]
pub(crate) struct Kept(Vec<u8>);

impl Kept {
    /// An empty buffer, with as much room as the last session needed.
    #[inline]
    pub(crate) fn empty() -> Self {
        // None in a thread that is about to end.
        Self(SPARE.try_with(Cell::take).unwrap_or_default())
    }
}

impl From<Vec<u8>> for Kept {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Drop for Kept {
    #[inline]
    fn drop(&mut self) {
        let mut bytes = mem::take(&mut self.0);
        if (1..=LARGEST).contains(&bytes.capacity()) {
            bytes.clear();
            // A thread that is about to end keeps nothing.
            let _ = SPARE.try_with(|spare| spare.set(bytes));
        }
    }
}

impl Deref for Kept {
    type Target = Vec<u8>;

    #[inline]
    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Kept {
    #[inline]
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}
