//! A visitor of the whole router, with the cookies of a browser.

use std::error::Error;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use iron_session::testing::{self, BadCookie, Clock, Jar};
use iron_session::{Keyring, SessionManager};

use crate::{SessionData, app};

type TestResult = Result<(), Box<dyn Error>>;

/// A form as a browser without JavaScript sends it.
fn form(path: &str, fields: impl Into<Body>) -> Result<Request<Body>, axum::http::Error> {
    Request::post(path)
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(fields.into())
}

async fn home(browser: &mut Jar, app: &mut Router) -> Result<String, Box<dyn Error>> {
    let response = browser.call(app, Request::get("/").body(Body::empty())?).await?;
    assert_eq!(response.status(), StatusCode::OK);
    page(response).await
}

async fn page(response: Response<Body>) -> Result<String, Box<dyn Error>> {
    Ok(String::from_utf8(to_bytes(response.into_body(), 1 << 20).await?.into())?)
}

/// Where the form of the page leads.
fn action(page: &str) -> Option<&str> {
    page.split_once("action=\"")?.1.split('"').next()
}

fn location(response: &Response<Body>) -> Option<&str> {
    response.headers().get("location")?.to_str().ok()
}

#[tokio::test]
async fn a_visit_from_login_to_logout_by_the_forms_of_the_page() -> TestResult {
    let (mut app, mut ada) = (app(Keyring::for_tests()), Jar::new());
    let stranger = home(&mut ada, &mut app).await?;
    assert!(stranger.contains("Nobody is signed in") && ada.header("/").is_none(), "{stranger}");

    let sign_in = form(action(&stranger).ok_or("a form to sign in")?, "name=Ada+%3Cb%3E")?;
    let response = ada.call(&mut app, sign_in).await?;
    assert_eq!((response.status(), location(&response)), (StatusCode::FOUND, Some("/")));
    let hello = home(&mut ada, &mut app).await?;
    assert!(hello.contains("Ada &lt;b&gt;"), "{hello}");

    let sign_out = form(action(&hello).ok_or("a form to sign out")?, "")?;
    ada.call(&mut app, sign_out).await?;
    assert!(ada.header("/").is_none());
    assert!(home(&mut ada, &mut app).await?.contains("Nobody is signed in"));
    Ok(())
}

#[tokio::test]
async fn a_login_begins_the_session_anew() -> TestResult {
    let clock = Clock::at(1_800_000_000);
    let mut browser = Jar::new().clock(clock.reader());
    let sessions = SessionManager::new(Keyring::for_tests()).clock(clock.reader());
    browser.begin::<SessionData>("/", &sessions, |session| session.set_name("stranger"));
    clock.advance(Duration::from_hours(1));
    let response = browser.call(&mut app(sessions.clone()), form("/api/sign_in", "name=ada")?).await?;
    let session = testing::session::<SessionData>(&response, &sessions);
    assert_eq!((session.name(), session.meta().created()), (Some("ada"), Some(clock.now())));
    Ok(())
}

#[tokio::test]
async fn a_page_with_a_name_is_not_kept_by_shared_caches() -> TestResult {
    let (mut app, mut ada) = (app(Keyring::for_tests()), Jar::new());
    ada.call(&mut app, form("/api/sign_in", "name=ada")?).await?;
    let response = ada.call(&mut app, Request::get("/").body(Body::empty())?).await?;
    let caches = response.headers().get("cache-control").ok_or("a rule for caches")?;
    assert!(caches.to_str()?.contains("private"), "{caches:?}");
    Ok(())
}

#[tokio::test]
async fn a_name_that_is_blank_or_too_long_is_refused_on_the_page() -> TestResult {
    let (mut app, mut ada) = (app(Keyring::for_tests()), Jar::new());
    for name in ["++".to_owned(), "a".repeat(61)] {
        let response = ada.call(&mut app, form("/api/sign_in", format!("name={name}"))?).await?;
        assert_eq!(location(&response), Some("/?refused"), "{name}");
    }
    let response = ada.call(&mut app, Request::get("/?refused").body(Body::empty())?).await?;
    assert!(page(response).await?.contains("A name has 1 to 60 characters"));
    assert!(ada.header("/").is_none());
    Ok(())
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() -> TestResult {
    let mut request = form("/api/sign_in", "name=ada")?;
    request.headers_mut().insert("sec-fetch-site", "cross-site".parse()?);
    let response = Jar::new().call(&mut app(Keyring::for_tests()), request).await?;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    Ok(())
}

#[tokio::test]
async fn bad_cookies_are_strangers() -> TestResult {
    let keys = Keyring::for_tests();
    for bad in BadCookie::ALL {
        let cookie = bad.header::<SessionData>(&keys, |session| session.set_name("ada"));
        let request = Request::get("/").header("cookie", cookie).body(Body::empty())?;
        let response = Jar::new().call(&mut app(keys.clone()), request).await?;
        assert!(page(response).await?.contains("Nobody is signed in"), "{bad:?}");
    }
    Ok(())
}
