//! Whose session it is: the member that `#[iron(subject = ..)]` names.

use serde::{Serialize, Serializer};

/// The [`Subject`](crate::IronSession::Subject) of a session type without `#[iron(subject = ..)]`.
///
/// No value of it can be made. So what asks for a subject cannot be called for such a type.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronSession, NoSubject};
/// #
/// #[derive(IronSession)]
/// struct Visit {
///     count: u32,
/// }
///
/// let subject: Option<NoSubject> = None::<<Visit as IronSession>::Subject>;
/// assert!(subject.is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSubject {}

impl Serialize for NoSubject {
    fn serialize<S: Serializer>(&self, _serializer: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}
