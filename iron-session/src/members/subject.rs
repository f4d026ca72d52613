//! Whose session it is: the member that `#[iron(subject = ..)]` names.

use serde::{Serialize, Serializer};

use super::contract::IronSession;
use crate::error::{Error, JsonError};

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

/// The subject as JSON; none if nobody is signed in.
///
/// # Errors
///
/// [`Error::Unsealable`] with the member, if the subject has no form in JSON.
pub(crate) fn subject_json<T: IronSession>(data: &T) -> Result<Option<Vec<u8>>, Error> {
    let json = data.subject_member().map(serde_json::to_vec).transpose();
    json.map_err(|error| {
        let (member, source) = (T::SUBJECT.unwrap_or_default(), JsonError::new(error));
        Error::Unsealable { member, source }
    })
}
