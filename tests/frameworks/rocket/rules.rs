//! What only Rocket does.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use iron_session::rocket::{RequestSession, SessionFairing};
use iron_session::{Event, IronSession, Keyring, Session, SessionManager};
use rocket::error::ErrorKind;
use rocket::fairing::AdHoc;
use rocket::local::asynchronous::Client;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::{get, routes};

use super::{bare, build, members, optional, read};
use crate::frameworks::site::Site;

#[tokio::test]
async fn a_route_without_its_fairing_does_not_launch() {
    for routes in [routes![read], routes![optional], routes![members]] {
        let error = bare().mount("/", routes).ignite().await.expect_err("no fairing");
        assert!(matches!(error.kind(), ErrorKind::SentinelAborts(_)), "{error}");
    }
}

#[tokio::test]
async fn two_types_of_one_cookie_name_do_not_launch() {
    #[derive(IronSession)]
    #[iron(cookie = "__Host-contract")]
    struct Other {}

    let keys = Keyring::generate().expect("the system has random bytes");
    let rocket = build(Site::new()).await.attach(SessionFairing::<Other>::new(keys));
    let error = rocket.ignite().await.expect_err("one name");
    assert!(matches!(error.kind(), ErrorKind::FailedFairings(_)), "{error}");
}

#[tokio::test]
async fn a_session_too_large_leaves_its_reason_with_the_request() {
    let reason = AdHoc::on_response("reason", |request, response| {
        Box::pin(async move {
            let error = request.session_error().expect("the reason");
            response.set_raw_header("x-reason", error.to_string());
        })
    });
    let client = Client::untracked(build(Site::new()).await.attach(reason)).await.expect("a launch");
    let response = client.get("/large").dispatch().await;
    let reason = response.headers().get_one("x-reason").expect("a response after the fairing");
    assert!(reason.contains("`note`"), "{reason}");
}

/// A session type without a fairing.
#[derive(IronSession)]
#[iron(cookie = "__Host-alone")]
struct Alone {}

/// What a guard is told that asks for the session without a fairing.
struct Told(String);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Told {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        let told = request.session::<Alone>().map_or_else(|error| error.to_string(), |_| "lent".to_owned());
        Outcome::Success(Self(told))
    }
}

#[get("/alone")]
fn alone(told: Told) -> String {
    told.0
}

#[tokio::test]
async fn the_observers_of_other_fairings_hear_of_a_missing_one_though_nobody_asked_for_theirs() {
    #[derive(IronSession)]
    #[iron(cookie = "__Host-other")]
    struct Other {}

    let (site, other) = (Site::new(), Arc::new(Mutex::new(Vec::new())));
    let seen = Arc::clone(&other);
    let keys = Keyring::generate().expect("the system has random bytes");
    let others = SessionManager::<Other>::new(keys).on_event(move |report| {
        if let Event::Failed { error } = report.event {
            seen.lock().expect("no observer panics").push(error.to_string());
        }
    });
    let rocket = build(site.clone()).await.attach(SessionFairing::from(others)).mount("/", routes![alone]);
    let client = Client::untracked(rocket).await.expect("a launch");
    let told = client.get("/alone").dispatch().await.into_string().await.unwrap_or_default();
    assert!(told.starts_with("no session layer for") && told.contains("Alone"), "{told}");
    assert_eq!(site.errors(), [told.as_str()]);
    assert_eq!(*other.lock().expect("no observer panics"), [told]);
}

#[get("/")]
fn guarded(_session: Session<Alone>) {}

#[tokio::test]
async fn the_observers_of_other_fairings_hear_of_a_missing_one_at_the_launch() {
    let site = Site::new();
    let error = build(site.clone()).await.mount("/without", routes![guarded]).ignite().await;
    assert!(matches!(error.expect_err("no fairing").kind(), ErrorKind::SentinelAborts(_)));
    assert!(site.errors().len() == 1 && site.errors()[0].contains("Alone"), "{:?}", site.errors());
}

#[get("/members", rank = 2)]
fn strangers() -> &'static str {
    "sign in first"
}

#[tokio::test]
async fn a_route_of_a_later_rank_may_answer_strangers() {
    let client = Client::untracked(build(Site::new()).await.mount("/", routes![strangers])).await;
    let client = client.expect("a launch");
    let response = client.get("/members").dispatch().await;
    assert_eq!(response.headers().get_one("location"), None);
    assert_eq!(response.into_string().await.as_deref(), Some("sign in first"));
}
