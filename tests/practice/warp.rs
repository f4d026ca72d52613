//! A page and a login in warp.

use iron_session::testing::{self, Jar};
use iron_session::warp::{SessionLayer, answer, session, signed_in};
use iron_session::{Keyring, Session, SignedIn};
use tower::{Layer, ServiceExt};
use warp::filters::BoxedFilter;
use warp::http::Request;
use warp::{Filter, Reply, path};

use super::session::SessionData;

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn routes() -> BoxedFilter<(impl Reply,)> {
    let login = path!("login").and(session()).map(|mut session: Session<SessionData>| {
        session.renew();
        session.set_username("ada");
        "welcome".to_owned()
    });
    let account = path!("account")
        .and(signed_in())
        .map(|session: SignedIn<SessionData>| session.username().unwrap_or_default().to_owned());
    login.or(account).unify().recover(answer).boxed()
}

// The tests.

#[tokio::test]
async fn a_login_is_seen_by_the_next_page() -> TestResult {
    let layer = SessionLayer::<SessionData>::new(Keyring::for_tests());
    let (mut app, mut ada) = (layer.layer(warp::service(routes())), Jar::new());
    assert_eq!(ada.call(&mut app, Request::get("/account").body(String::new())?).await?.status(), 401);
    ada.call(&mut app, Request::get("/login").body(String::new())?).await?;
    assert_eq!(ada.call(&mut app, Request::get("/account").body(String::new())?).await?.status(), 200);
    Ok(())
}

#[tokio::test]
async fn a_member_is_known() -> TestResult {
    let keys = Keyring::for_tests();
    let app = SessionLayer::<SessionData>::new(keys.clone()).layer(warp::service(routes()));
    let ada = testing::cookie::<SessionData>(&keys, |session| session.set_username("ada"));
    let response = app.oneshot(Request::get("/account").header("cookie", ada).body(String::new())?).await?;
    assert_eq!(response.status(), 200);
    Ok(())
}
