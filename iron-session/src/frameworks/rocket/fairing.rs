//! [`SessionFairing`]: the session manager for the guards, and the Set-Cookie at last.

use std::sync::{Arc, Mutex};

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::Status;
use rocket::request::Request;
use rocket::response::Response;
use rocket::{Build, Rocket};

use super::cache::{Cache, lock};
use crate::error::SessionError;
use crate::frameworks::remains::Remains;
use crate::members::IronSession;
use crate::request::{CookieNames, SessionManager, apply};

/// Lends sessions to a request's guards and fairings, and saves them with the response.
///
/// A request's session is loaded when it is first asked for, shared by all that handle the request, and saved once when the
/// response is ready, whatever its status, a catcher's too. If it cannot be saved, the response is replaced by an empty 500, and
/// [`session_error`](super::RequestSession::session_error) has the reason. A response to a request that nobody asked a session of is
/// left alone.
///
/// Rocket calls fairings in the order in which they were attached: attach this one after those that use the session when they
/// are given the response. Of several for one session type the last counts; two types with one cookie name do not launch.
///
/// Only one writer at a time: drop a session that you have changed before somebody else asks for it. A guard that a handler
/// takes is dropped when the handler returns, but one that moves into a stream is not.
pub struct SessionFairing<T: IronSession>(Arc<SessionManager<T>>);

holds_manager!(SessionFairing, "fairing");

/// What the guards find in Rocket's state.
pub(super) struct Attached<T: IronSession>(pub(super) Arc<SessionManager<T>>);

/// The cookie names of all attached fairings.
#[derive(Default)]
struct Claimed(Mutex<Vec<CookieNames>>);

impl Claimed {
    /// Takes the names, or tells which of them another fairing has already.
    fn claim(&self, names: CookieNames) -> Result<(), &'static str> {
        let mut claimed = lock(&self.0);
        if let Some(taken) = names.shared_with(claimed.iter().copied()) {
            return Err(taken);
        }
        claimed.push(names);
        Ok(())
    }
}

#[rocket::async_trait]
impl<T: IronSession> Fairing for SessionFairing<T> {
    fn info(&self) -> Info {
        Info { name: "iron-session", kind: Kind::Ignite | Kind::Response | Kind::Singleton }
    }

    async fn on_ignite(&self, rocket: Rocket<Build>) -> rocket::fairing::Result {
        let rocket = match rocket.state::<Claimed>() {
            Some(_) => rocket,
            None => rocket.manage(Claimed::default()),
        };
        let names = self.0.cookie_names();
        let claimed = rocket.state::<Claimed>().map_or(Ok(()), |claimed| claimed.claim(names));
        let Err(cookie) = claimed else {
            return Ok(rocket.manage(Attached(Arc::clone(&self.0))));
        };
        let error = SessionError::SameCookie { cookie };
        log::error!("{error}");
        self.0.report(&error);
        Err(rocket)
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let cache = Cache::of(request);
        Self::save(&self.0, cache, response);
        let page = *lock(&cache.page);
        let unanswered = response.status() == Status::SeeOther && !response.headers().contains("location");
        if let Some(page) = page.filter(|_| unanswered) {
            response.set_raw_header("Location", page);
        }
    }
}

impl<T: IronSession> SessionFairing<T> {
    /// Writes the session to the response, or puts a plain 500 in its place.
    fn save(sessions: &Arc<SessionManager<T>>, cache: &Cache, response: &mut Response<'_>) {
        let slot = {
            let mut slots = lock(&cache.slots);
            // One that nobody asked for ends here too, so that what is written later is reported.
            slots.add(sessions).ok().flatten().or_else(|| slots.find::<T>())
        };
        let Some(slot) = slot else { return };
        match slot.finish() {
            Ok(None) => {}
            Ok(Some(cookies)) => apply(cookies, response),
            Err(error) => {
                let remains = Remains::of(&slot, response);
                cache.fail(error);
                *response = Response::build().status(Status::InternalServerError).finalize();
                remains.write_onto(response);
            }
        }
    }
}
