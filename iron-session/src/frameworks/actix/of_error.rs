//! [`with_session`]: an error of a service inside, with what the session adds to its response.

use std::cell::Cell;

use actix_web::Error;

use super::response::{failure, plain};
use crate::error::SessionError;
use crate::frameworks::remains::Remains;
use crate::frameworks::saving::save_onto_another;
use crate::members::IronSession;
use crate::request::SetCookies;
use crate::session::SessionSlot;

/// The error, with what the session adds to the response that actix-web makes of it later. If the session
/// cannot be saved, the reason takes the place of the error.
pub(super) fn with_session<T: IronSession>(
    slot: &SessionSlot<T>,
    finished: Result<SetCookies, SessionError>,
    mut error: Error,
) -> Error {
    let unsent = Unsent::new(slot, &finished);
    match finished {
        Ok(cookies) => {
            error.add_response_mapper(move |mut response| {
                match save_onto_another(unsent.send(), Ok(cookies.clone()), response.headers_mut()) {
                    Ok(()) => response,
                    Err(failed) => failure(*failed),
                }
            });
            error
        }
        Err(failed) => {
            let text = slot.text_for_developers(&failed);
            let mut reason = Error::from(failed);
            reason.add_response_mapper(move |response| {
                let mut response = plain(response, text.clone());
                // The response that the error would have had may have cookies of others.
                let replaced = error.error_response();
                Remains::of(unsent.send(), replaced.headers()).write_onto(response.headers_mut());
                response
            });
            reason
        }
    }
}

/// What a response has to tell the browser, and no response was made of the error yet.
///
/// If it is dropped before, somebody outside has dropped the error, or made another response of it. Then the
/// change is lost.
struct Unsent<T: IronSession> {
    slot: SessionSlot<T>,
    is_lost: Cell<bool>,
}

impl<T: IronSession> Unsent<T> {
    fn new(slot: &SessionSlot<T>, finished: &Result<SetCookies, SessionError>) -> Self {
        let is_lost = match finished {
            Ok(cookies) => !cookies.is_empty() && slot.is_changed(),
            // The rest is lost anyway, and was reported.
            Err(_) => slot.removal().is_some(),
        };
        Self { slot: slot.clone(), is_lost: Cell::new(is_lost) }
    }

    /// The slot, for a response that is made now.
    fn send(&self) -> &SessionSlot<T> {
        self.is_lost.set(false);
        &self.slot
    }
}

impl<T: IronSession> Drop for Unsent<T> {
    fn drop(&mut self) {
        if self.is_lost.get() {
            self.slot.report_unanswered();
        }
    }
}
