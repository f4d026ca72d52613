//! Random bytes. Every seal gets its own from the operating system, or from JavaScript where there is none.

use crate::error::Error;

/// Fills a slice with random bytes, or fails.
pub(crate) type Source = fn(&mut [u8]) -> Result<(), Error>;

/// The operating system's source.
///
/// The process keeps no generator of its own. After a fork, or when a virtual machine is restored from a
/// snapshot, it would repeat its output, and a repeated nonce breaks the cipher.
pub(crate) fn system(bytes: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(bytes).map_err(|_| Error::Random)
}
