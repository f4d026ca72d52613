//! How a fairing refuses a request of another site: it sends the request to a route that fails.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use rocket::http::{Method, Status};
use rocket::route::{Handler, Outcome, Route};
use rocket::{Build, Data, Request, Rocket, uri};

use super::attached::AllAttached;
use super::per_request::{PerRequest, lock};
use crate::cross_site::{Given, Head};
use crate::frameworks::gate::Gate;
use crate::members::IronSession;
use crate::request::SessionManager;

/// The handler of the route.
#[derive(Clone)]
struct Refuse;

#[rocket::async_trait]
impl Handler for Refuse {
    async fn handle<'r>(&self, _: &'r Request<'_>, _: Data<'r>) -> Outcome<'r> {
        Outcome::Error(Status::Forbidden)
    }
}

/// Adds the route, once. It comes before all others that match its address.
pub(super) fn mount(rocket: Rocket<Build>) -> Rocket<Build> {
    let is_there = rocket.state::<AllAttached>().is_some_and(|all| all.refuses.swap(true, Ordering::Relaxed));
    if is_there {
        return rocket;
    }
    rocket.mount("/iron-session/refused", [Route::ranked(isize::MIN, Method::Get, "/", Refuse)])
}

/// Whether the rules let the request in. Else it is sent to the route.
pub(super) fn check<T: IronSession>(
    sessions: &Arc<SessionManager<T>>,
    gate: &Gate,
    request: &mut Request<'_>,
) -> bool {
    // HTTP/2 has no header `Host`. If there are two, none of them counts.
    let host = request.host().map(ToString::to_string);
    let has_two_hosts = request.headers().get("host").nth(1).is_some();
    let passed = gate.check(sessions, || Head {
        method: request.method().as_str(),
        path: request.uri().path().as_str(),
        authority: host.as_deref().filter(|_| !has_two_hosts),
        header: |name| Given::of(request.headers().get(name).map(str::as_bytes)),
    });
    let Err(error) = passed else { return true };
    *lock(&PerRequest::of(request).error) = Some(Arc::new(error));
    request.set_method(Method::Get);
    request.set_uri(uri!("/iron-session/refused"));
    false
}
