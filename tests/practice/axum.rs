//! An application in axum.

use std::collections::HashMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Form;
use axum::http::{Request, StatusCode};
use axum::response::Redirect;
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::testing::{self, BadCookie, Jar};
use iron_session::{IntoSessionManager, Keyring, Session, SignedIn};
use tower::ServiceExt;

use super::session::SessionData;

type Fields = Form<HashMap<String, String>>;
type TestResult = Result<(), Box<dyn std::error::Error>>;

fn app(sessions: impl IntoSessionManager<SessionData>) -> Router {
    Router::new()
        .route("/account", get(account))
        .route("/login", post(login))
        .route("/colour", post(colour))
        .route("/logout", post(logout))
        .layer(SessionLayer::new(sessions))
}

async fn login(mut session: Session<SessionData>, Form(mut fields): Fields) -> Redirect {
    session.renew();
    session.put_username(fields.remove("username"));
    session.set_notice("Welcome!");
    Redirect::to("/account")
}

async fn account(mut session: SignedIn<SessionData>) -> String {
    let notice = session.take_notice().unwrap_or_default();
    format!("{notice} {} likes {}", session.username().unwrap_or_default(), session.colour())
}

async fn colour(mut session: SignedIn<SessionData>, Form(mut fields): Fields) -> Redirect {
    session.set_colour(fields.remove("colour").unwrap_or_default());
    Redirect::to("/account")
}

async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/account")
}

// Helpers of the tests.

fn form(path: &str, fields: &'static str) -> Result<Request<Body>, http::Error> {
    Request::post(path).header("content-type", "application/x-www-form-urlencoded").body(Body::from(fields))
}

// The tests.

#[tokio::test]
async fn a_visit_from_login_to_logout() -> TestResult {
    let (mut app, mut ada) = (app(Keyring::for_tests()), Jar::new());
    ada.call(&mut app, form("/login", "username=ada")?).await?;
    for text in ["Welcome! ada likes blue", " ada likes blue"] {
        let page = ada.call(&mut app, Request::get("/account").body(Body::empty())?).await?;
        assert_eq!(to_bytes(page.into_body(), 1000).await?, text);
    }
    ada.call(&mut app, form("/colour", "colour=green")?).await?;
    let page = ada.call(&mut app, Request::get("/account").body(Body::empty())?).await?;
    assert_eq!(to_bytes(page.into_body(), 1000).await?, " ada likes green");
    ada.call(&mut app, form("/logout", "")?).await?;
    let page = ada.call(&mut app, Request::get("/account").body(Body::empty())?).await?;
    assert_eq!(page.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn a_member_changes_the_colour() -> TestResult {
    let keys = Keyring::for_tests();
    let mut request = form("/colour", "colour=green")?;
    let ada = testing::cookie::<SessionData>(&keys, |session| session.set_username("ada"));
    request.headers_mut().insert("cookie", ada);
    let response = app(keys.clone()).oneshot(request).await?;
    assert_eq!(testing::session::<SessionData>(&response, &keys).colour(), "green");
    Ok(())
}

#[tokio::test]
async fn bad_cookies_are_strangers() -> TestResult {
    let keys = Keyring::for_tests();
    for bad in BadCookie::ALL {
        let cookie = bad.header::<SessionData>(&keys, |session| session.set_username("ada"));
        let request = Request::get("/account").header("cookie", cookie).body(Body::empty())?;
        let response = app(keys.clone()).oneshot(request).await?;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{bad:?}");
    }
    Ok(())
}
