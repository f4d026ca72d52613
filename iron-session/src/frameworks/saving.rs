//! [`save`]: writes a finished session to the headers of a response. [`Failure`]: what is sent in place of
//! the response if the session cannot be saved.

use super::remains::Remains;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::request::response::{Headers, set_cookies_of};
use crate::request::{SetCookies, apply};
use crate::session::SessionSlot;

/// What is sent in place of a response whose session could not be saved: a 500.
pub(crate) struct Failure {
    pub(crate) error: SessionError,
    /// The body. It is empty, unless the build is for developers and nobody else hears of the error.
    pub(crate) text: String,
    pub(crate) remains: Remains,
}

/// The content type of a [`Failure`] with a text.
#[allow(dead_code, reason = "Rocket has its own")]
pub(crate) const PLAIN_TEXT: &str = "text/plain; charset=utf-8";

/// As [`save`], for a response that was not there yet when the slot was finished.
#[allow(dead_code, reason = "only some frameworks make responses of errors after a layer")]
pub(crate) fn save_onto_another<T: IronSession>(
    slot: &SessionSlot<T>,
    finished: Result<SetCookies, SessionError>,
    headers: &mut impl Headers,
) -> Result<(), Box<Failure>> {
    let checked = finished.and_then(|cookies| {
        slot.check_rivals(&cookies, set_cookies_of(headers))?;
        Ok(cookies)
    });
    save(slot, checked, headers)
}

/// Writes what [`SessionSlot::finish_to_settle`] has given to the headers of the response.
pub(crate) fn save<T: IronSession>(
    slot: &SessionSlot<T>,
    finished: Result<SetCookies, SessionError>,
    headers: &mut impl Headers,
) -> Result<(), Box<Failure>> {
    match finished {
        Ok(cookies) => {
            if cookies.is_withdrawn() {
                headers.retain_set_cookies(|value| !slot.has_made(value));
            }
            apply(cookies, headers);
            Ok(())
        }
        Err(error) => {
            let (text, remains) = (slot.text_for_developers(&error), Remains::of(slot, headers));
            Err(Box::new(Failure { error, text, remains }))
        }
    }
}
