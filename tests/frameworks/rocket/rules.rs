//! What only Rocket does.

use iron_session::rocket::{RequestSession, SessionFairing};
use iron_session::{IronSession, Keyring};
use rocket::error::ErrorKind;
use rocket::fairing::AdHoc;
use rocket::local::asynchronous::Client;
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
