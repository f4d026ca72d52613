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

use crate::common::{K1, NOW, TestResult, at, cookies};

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

/// A session of a type without `chunks`. Its cookies may have been written by a program with the key.
#[derive(IronSession)]
#[iron(cookie = "c", max_age = "1h")]
struct Whole {
    user: u32,
    note: String,
}

/// A session that accepts one of iron-session under its own name.
#[derive(IronSession)]
#[iron(cookie = "c", max_age = "1h", accept = "fe26", accept_until = "2100-01-01", accept_name = "sid")]
struct Accepting {
    user: u32,
    note: String,
}

/// What a request gets that saves by hand, and changes the session by the layer too: a conflict.
async fn cookies_of_the_conflict<T: IronSession + Send + Sync + 'static>(
    sessions: SessionManager<T>,
    request: HeaderMap,
    change: fn(&mut T),
) -> TestResult<Vec<String>> {
    let layer = SessionLayer::from(sessions.clone());
    let handler = service_fn(move |request: Request<()>| {
        let sessions = sessions.clone();
        async move {
            let mut response = Response::new(());
            let mut by_hand = sessions.load(&request);
            change(&mut by_hand);
            by_hand.save(&mut response).expect("a small session");
            assert!(response.set_cookie_values().len() >= 3, "{response:?}");
            change(&mut request.session::<T>().expect("below the layer"));
            Ok::<_, Infallible>(response)
        }
    });
    let mut message = Request::new(());
    *message.headers_mut() = request;
    let response = layer.layer(handler).oneshot(message).await?;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    Ok(response.set_cookie_values())
}

#[tokio::test]
async fn a_session_by_hand_in_place_of_chunks_leaves_no_removal_of_them_in_a_500() -> TestResult {
    let whole = SessionManager::<Whole>::new(keys()).clock(|| at(NOW));
    let mut before = whole.clone().configure(|config| config.chunks(2))?.load(&HeaderMap::new());
    before.set_note("n".repeat(4000));
    let pairs = before.set_cookies()?.into_iter().filter(|text| !text.contains("Max-Age=0;"));
    let request = cookies(pairs.filter_map(|text| text.split(';').next().map(str::to_owned)));
    let written = cookies_of_the_conflict(whole, request, |session| {
        session.user += 1;
        session.note.clear();
    });
    assert_eq!(written.await?, [""; 0], "the chunks of the session stay, for nothing replaces them");
    Ok(())
}

#[tokio::test]
async fn a_session_by_hand_in_place_of_an_accepted_one_leaves_no_removal_of_it_in_a_500() -> TestResult {
    let accepting = SessionManager::<Accepting>::new(keys()).clock(|| at(NOW));
    let hour = Some(Duration::from_secs(3600));
    let seal = fe26::seal(&keys(), &json!({ "user": 7 }), hour, at(NOW))?;
    for (first, rest) in [(format!("sid={seal}"), None), (format!("sid.0={seal}"), Some("sid.1=x"))] {
        let mut request = cookies([first].into_iter().chain(rest.map(str::to_owned)));
        request.insert("host", HeaderValue::from_static("shop.example"));
        let written = cookies_of_the_conflict(accepting.clone(), request, |session| session.user += 1);
        assert_eq!(written.await?, [""; 0]);
    }
    Ok(())
}
