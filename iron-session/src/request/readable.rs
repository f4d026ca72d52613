//! [`Readable`]: what opening a cookie has to know of a session's type.

use super::screening;
use super::state::State;
use crate::error::Rejection;
use crate::members::{self, IronSession};
use crate::seal::Decrypted;

/// What opening a cookie has to know of a session's type. All else of it is the same for all types, so a
/// program has that once.
pub(super) trait Readable {
    fn schema(&self) -> u16;

    /// Puts the defaults in place of the data.
    fn reset(&mut self);

    /// Reads what was sealed over the data, which is the default, and is the default again after an error.
    fn read(&mut self, decrypted: &Decrypted<'_>, now: u64) -> Result<(), Rejection>;

    /// Reads what was sealed as another value, the default if it cannot be read, and why not. The value takes
    /// the place of the data if `is_taken`.
    fn read_another(&mut self, decrypted: &mut Decrypted<'_>, now: u64, is_taken: &mut IsTaken<'_>);

    /// Whether the session was ended from the server.
    fn screen(&self, decrypted: &Decrypted<'_>, state: &mut State) -> Result<(), Rejection>;
}

/// Whether another value takes the place of the data.
pub(super) type IsTaken<'f> = dyn FnMut(&dyn Readable, Option<Rejection>, &mut Decrypted<'_>) -> bool + 'f;

impl<T: IronSession> Readable for T {
    fn schema(&self) -> u16 {
        T::SCHEMA
    }

    fn reset(&mut self) {
        *self = T::default();
    }

    fn read(&mut self, decrypted: &Decrypted<'_>, now: u64) -> Result<(), Rejection> {
        let read = members::read_session_into(self, decrypted.record.schema, &decrypted.json, now);
        if read.is_err() {
            self.reset();
        }
        read
    }

    fn read_another(&mut self, decrypted: &mut Decrypted<'_>, now: u64, is_taken: &mut IsTaken<'_>) {
        let read = members::read_session(decrypted.record.schema, &decrypted.json, now);
        let unreadable = read.as_ref().err().copied();
        let another: T = read.unwrap_or_default();
        if is_taken(&another, unreadable, decrypted) {
            *self = another;
        }
    }

    fn screen(&self, decrypted: &Decrypted<'_>, state: &mut State) -> Result<(), Rejection> {
        screening::screen(self, &decrypted.record, decrypted.is_fe26(), state)
    }
}
