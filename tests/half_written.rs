//! A session that was saved by hand under a layer, and a save that fails then: the 500 has all of it or
//! nothing.

use std::convert::Infallible;
use std::time::{Duration, UNIX_EPOCH};

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use iron_session::testing::SetCookieValues;
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{IronSession, Keyring, SessionManager, fe26};
use serde_json::json;
use tower::{Layer, ServiceExt, service_fn};

use crate::common::{K1, NOW, TestResult, at};

/// A session that has moved from the cookie of iron-session for JavaScript.
#[derive(IronSession)]
#[iron(cookie = "__Host-moved", accept = "fe26", accept_until = "2100-01-01", accept_name = "sid")]
struct Moved {
    user: u32,
    note: String,
}

fn keys() -> Keyring {
    let keys = Keyring::builder().key(&K1).fe26_password("1", "harbour-lantern-seven-quiet-otters-42");
    keys.build().expect("sound secrets")
}

fn sessions() -> SessionManager<Moved> {
    SessionManager::new(keys()).clock(|| at(NOW))
}

/// How a request goes wrong after the save by hand.
type Fail = fn(&Request<()>);

const FAILURES: [Fail; 3] = [
    |request| {
        let (mut a, mut b) = (session(request), session(request));
        a.set_user(8);
        b.set_user(9);
    },
    |request| session(request).set_note("x".repeat(5000)),
    |request| {
        let mut held = session(request);
        held.set_user(8);
        std::mem::forget(held);
    },
];

fn session(request: &Request<()>) -> iron_session::Session<Moved> {
    request.session().expect("below the layer")
}

/// What a visitor with a JavaScript cookie gets if `save` saves by hand and `fail` goes wrong after it.
async fn cookies_of_the_500(
    sessions: SessionManager<Moved>,
    host: &str,
    save: fn(&Request<()>, &mut HeaderMap),
    fail: Fail,
) -> TestResult<Vec<String>> {
    let hour = Some(Duration::from_secs(3600));
    let seal = fe26::seal(&keys(), &json!({ "user": 7 }), hour, UNIX_EPOCH + Duration::from_secs(NOW))?;
    let handler = service_fn(move |request: Request<()>| async move {
        let mut response = Response::new(());
        response.headers_mut().insert(SET_COOKIE, HeaderValue::from_static("theme=dark"));
        save(&request, response.headers_mut());
        assert!(response.headers().get_all(SET_COOKIE).iter().count() >= 3, "{response:?}");
        fail(&request);
        Ok::<_, Infallible>(response)
    });
    let request = Request::builder().header("cookie", format!("sid={seal}")).header("host", host).body(())?;
    let response = SessionLayer::from(sessions).layer(handler).oneshot(request).await?;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    Ok(response.set_cookie_values())
}

fn upgrade(request: &Request<()>, headers: &mut HeaderMap) {
    let mut session = session(request);
    assert_eq!(session.user(), 7);
    session.save(headers).expect("a small session");
}

#[tokio::test]
async fn an_upgrade_that_was_saved_by_hand_leaves_nothing_in_a_500() -> TestResult {
    for fail in FAILURES {
        let cookies = cookies_of_the_500(sessions(), "shop.example", upgrade, fail).await?;
        assert_eq!(cookies, ["theme=dark"], "neither the new cookie, nor the removal of the old");
    }
    Ok(())
}

#[tokio::test]
async fn an_upgrade_that_was_saved_by_hand_leaves_nothing_in_a_500_on_localhost() -> TestResult {
    for fail in FAILURES {
        let cookies =
            cookies_of_the_500(sessions().insecure_localhost(), "localhost:3000", upgrade, fail).await?;
        assert_eq!(cookies, ["theme=dark"], "the cookie has another name there");
    }
    Ok(())
}

#[tokio::test]
async fn a_logout_that_was_saved_by_hand_is_whole_in_a_500() -> TestResult {
    let destroy: fn(&Request<()>, &mut HeaderMap) =
        |request, headers| session(request).destroy().save(headers).expect("a removal is not sealed");
    for fail in FAILURES {
        let cookies = cookies_of_the_500(sessions(), "shop.example", destroy, fail).await?;
        let names: Vec<_> = cookies.iter().filter_map(|text| text.split('=').next()).collect();
        // JavaScript's cookie is removed for the host alone and for the host as a domain.
        assert_eq!(names, ["theme", "sid", "sid", "__Host-moved"], "each removal once: {cookies:?}");
        assert!(cookies[1..].iter().all(|text| text.contains("Max-Age=0")), "{cookies:?}");
    }
    Ok(())
}
