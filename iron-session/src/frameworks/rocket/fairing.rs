//! [`SessionFairing`]: gives the guards their session manager, and writes the Set-Cookie to the response.

use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{ContentType, Method, Status};
use rocket::request::Request;
use rocket::response::Response;
use rocket::{Build, Data, Rocket};

use super::attached::{AllAttached, Attached};
use super::given::look_ahead;
use super::per_request::{PerRequest, lock};
use super::refusing;
use super::response::status_of;
use crate::error::SessionError;
use crate::frameworks::gate::{Gate, retry_after};
use crate::frameworks::saving::save;
use crate::members::IronSession;
use crate::request::SessionManager;
use crate::request::response::set_cookies_of;
use crate::session::Answer;

/// Lends sessions to a request's guards and fairings, and saves them with the response.
///
/// A request's session is loaded when it is first asked for, and shared by all that handle the request. It is
/// saved once, when the response is ready, whatever the status of the response, and also if a catcher made
/// the response. If nobody asks for the session, the response is left alone. If the session cannot be saved,
/// the response is replaced by an empty 500, and [`session_error`](super::RequestSession::session_error) has
/// the reason. In
/// some builds its body tells the developer the reason; see [`SessionManager::on_event`].
///
/// Rocket calls fairings in the order in which they were attached. So attach this one after those that use
/// the session when they get the response. If several are attached for one session type, the last one counts.
/// If two session types have the same cookie name, Rocket does not launch.
///
/// Only one may write at a time: drop a session that you have changed before somebody else asks for it. A
/// guard that a handler takes is dropped when the handler returns, but not if it moves into a stream.
///
/// A change is reported as [`SessionError::Unanswered`] if its request is dropped without a response, for
/// example by a timeout around a dispatch of Rocket's local client, or by a panic in another fairing. A panic
/// of a route is answered by a catcher, through the fairing.
///
/// # Examples
///
/// ```
/// # use iron_session::rocket::{RequestSession, SessionFairing};
/// # use iron_session::{IronSession, Keyring, Session};
/// # use rocket::fairing::AdHoc;
/// # use rocket::local::blocking::Client;
/// # use rocket::{get, routes};
/// # #[derive(IronSession)]
/// # struct SessionData { note: String }
/// # #[get("/")]
/// # fn keep_too_much(mut session: Session<SessionData>) { session.set_note("x".repeat(5000)) }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sessions = SessionFairing::<SessionData>::new(Keyring::generate()?);
/// let tell_reason = AdHoc::on_response("reason", |request, response| {
///     Box::pin(async move {
///         let reason = request.session_error().map(|error| error.to_string());
///         response.set_raw_header("x-reason", reason.unwrap_or_default());
///     })
/// });
/// let app = rocket::build().mount("/", routes![keep_too_much]).attach(sessions).attach(tell_reason);
/// let client = Client::untracked(app)?;
/// let response = client.get("/").dispatch();
/// assert!(response.headers().get_one("x-reason").is_some_and(|reason| reason.contains("`note`")));
/// # Ok(())
/// # }
/// ```
pub struct SessionFairing<T: IronSession>(Arc<SessionManager<T>>, Gate);

holds_manager!(SessionFairing {
    /// A fairing with the keys, and the configuration that the attributes of the session type declare. Or
    /// with a manager, as by `from`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::rocket::SessionFairing;
    /// # use iron_session::{IronSession, Keyring, Session};
    /// # use rocket::local::blocking::Client;
    /// # use rocket::{get, routes};
    /// #[derive(IronSession)]
    /// #[iron(max_age = "1h")]
    /// struct SessionData {
    ///     visits: u32,
    /// }
    ///
    /// # #[get("/")]
    /// # fn count(mut session: Session<SessionData>) { *session.visits_mut() += 1 }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionFairing::<SessionData>::new(Keyring::generate()?);
    /// let client = Client::untracked(rocket::build().mount("/", routes![count]).attach(sessions))?;
    /// let response = client.get("/").dispatch();
    /// let cookie = response.headers().get_one("set-cookie").ok_or("no cookie")?;
    /// assert!(cookie.contains("; Max-Age=3600;"));
    /// # Ok(())
    /// # }
    /// ```
    new
    /// A fairing with a manager, for settings that are only known at run time, such as a domain.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::rocket::SessionFairing;
    /// # use iron_session::{IronSession, Keyring, Session, SessionManager};
    /// # use rocket::local::blocking::Client;
    /// # use rocket::{get, routes};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "app")]
    /// # struct SessionData { visits: u32 }
    /// # #[get("/")]
    /// # fn count(mut session: Session<SessionData>) { *session.visits_mut() += 1 }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).domain("shop.example")?;
    /// let app = rocket::build().mount("/", routes![count]).attach(SessionFairing::from(sessions));
    /// let client = Client::untracked(app)?;
    /// let response = client.get("/").dispatch();
    /// let cookie = response.headers().get_one("set-cookie").ok_or("no cookie")?;
    /// assert!(cookie.contains("; Domain=shop.example"));
    /// # Ok(())
    /// # }
    /// ```
    from
    /// Refuses requests of other sites with a 403, before a handler runs.
    ///
    /// It is for methods that may change something, and for each WebSocket. [`CrossSite`](crate::CrossSite)
    /// has the rules, and what is to be set behind a proxy. A fairing cannot answer. So a refused request
    /// gets the address `/iron-session/refused`, whose route fails with 403: the catcher for that status
    /// answers, and fairings that were attached later see that address. Callbacks that other sites send as
    /// forms, as in a login by SAML, need [`except`](crate::CrossSite::except).
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::rocket::SessionFairing;
    /// # use iron_session::{IronSession, Keyring};
    /// # use rocket::http::{Header, Status};
    /// # use rocket::local::blocking::Client;
    /// # use rocket::{post, routes};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # #[post("/buy")]
    /// # fn buy() -> &'static str { "bought" }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionFairing::<SessionData>::new(Keyring::generate()?).refuse_cross_site();
    /// let client = Client::untracked(rocket::build().mount("/", routes![buy]).attach(sessions))?;
    /// let request = client.post("/buy").header(Header::new("sec-fetch-site", "cross-site"));
    /// assert_eq!(request.dispatch().status(), Status::Forbidden);
    /// # Ok(())
    /// # }
    /// ```
    refuse_cross_site
});

#[rocket::async_trait]
impl<T: IronSession> Fairing for SessionFairing<T> {
    fn info(&self) -> Info {
        Info { name: "iron-session", kind: Kind::Ignite | Kind::Request | Kind::Response | Kind::Singleton }
    }

    async fn on_ignite(&self, rocket: Rocket<Build>) -> rocket::fairing::Result {
        let rocket = match rocket.state::<AllAttached>() {
            Some(_) => rocket,
            None => rocket.manage(AllAttached::default()),
        };
        let added = rocket.state::<AllAttached>().map_or(Ok(()), |all| all.add(&self.0));
        let Err(cookie) = added else {
            let rocket = if self.1.is_open() { rocket } else { refusing::mount(rocket) };
            return Ok(rocket.manage(Attached(Arc::clone(&self.0))));
        };
        let error = SessionError::SameCookie { cookie };
        log::error!("{error}");
        self.0.report(&error, None);
        Err(rocket)
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        if request.method() == Method::Head {
            PerRequest::of(request).by_head.store(true, Ordering::Relaxed);
        }
        let is_let_in = self.1.is_open() || refusing::check(&self.0, &self.1, request);
        let checked = if is_let_in { look_ahead(request, &self.0) } else { None };
        if let Some(checked) = checked {
            checked.await;
        }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let kept = PerRequest::of(request);
        Self::save(&self.0, kept, response).await;
        tell_when_to_retry(kept, response);
        if let Some(answer) = &*lock(&kept.answer) {
            tell_page(answer, response);
        }
    }
}

impl<T: IronSession> SessionFairing<T> {
    /// Writes the session to the response. If it cannot be saved, a plain error replaces the response.
    async fn save(sessions: &Arc<SessionManager<T>>, kept: &PerRequest, response: &mut Response<'_>) {
        // A session that nobody asked for is finished too, so that a change after the response is reported.
        let Ok(mut slot) = kept.slot(sessions) else { return };
        let Some(finished) = slot.finish_to_settle(|| set_cookies_of(response)) else { return };
        if let Err(failed) = save(&slot, finished.settled().await, response) {
            *response = failure(status_of(&failed.error), failed.text);
            kept.fail(failed.error);
            failed.remains.write_onto(response);
        }
    }
}

/// Adds the header with the page, if no route has answered the visitor who was turned away.
fn tell_page(answer: &Answer, response: &mut Response<'_>) {
    let is_unanswered = response.status().code == answer.status().as_u16();
    let header = answer.header().filter(|(name, _)| is_unanswered && !response.headers().contains(name));
    if let Some((name, value)) = header {
        response.set_raw_header(name, value.to_owned());
    }
}

/// Tells when a session that could not be lent or saved now can be asked for again.
fn tell_when_to_retry(kept: &PerRequest, response: &mut Response<'_>) {
    let error = lock(&kept.error);
    let unavailable = error.as_ref().filter(|error| response.status() == status_of(error));
    if let Some(seconds) = unavailable.and_then(|error| retry_after(error)) {
        response.set_raw_header("Retry-After", seconds);
        response.set_raw_header("Cache-Control", "no-store");
    }
}

/// A plain response with the status of an error.
fn failure<'r>(status: Status, text: String) -> Response<'r> {
    let mut response = Response::build();
    response.status(status);
    if !text.is_empty() {
        response.header(ContentType::Plain).sized_body(text.len(), Cursor::new(text));
    }
    response.finalize()
}
