//! An application in actix-web.

use std::collections::HashMap;

use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::{Form, Redirect, ServiceConfig, get, post};
use actix_web::{App, http::StatusCode};
use iron_session::actix::SessionMiddleware;
use iron_session::testing::{self, BadCookie, Jar};
use iron_session::{Keyring, Session, SignedIn};

use super::session::SessionData;

type Fields = Form<HashMap<String, String>>;

fn routes(app: &mut ServiceConfig) {
    app.route("/account", get().to(account))
        .route("/login", post().to(login))
        .route("/colour", post().to(colour))
        .route("/logout", post().to(logout));
}

async fn login(mut session: Session<SessionData>, mut fields: Fields) -> Redirect {
    session.renew();
    session.put_username(fields.remove("username"));
    session.set_notice("Welcome!");
    Redirect::to("/account").see_other()
}

async fn account(mut session: SignedIn<SessionData>) -> String {
    let notice = session.take_notice().unwrap_or_default();
    format!("{notice} {} likes {}", session.username().unwrap_or_default(), session.colour())
}

async fn colour(mut session: SignedIn<SessionData>, mut fields: Fields) -> Redirect {
    session.set_colour(fields.remove("colour").unwrap_or_default());
    Redirect::to("/account").see_other()
}

async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/account").see_other()
}

// The tests need no helpers.

#[tokio::test]
async fn a_visit_from_login_to_logout() {
    let sessions = SessionMiddleware::<SessionData>::new(Keyring::for_tests());
    let app = init_service(App::new().configure(routes).wrap(sessions)).await;
    let mut ada = Jar::new();
    for (path, fields, text) in [
        ("/login", [("username", "ada")], "Welcome! ada likes blue"),
        ("/colour", [("colour", "green")], " ada likes green"),
    ] {
        let request = TestRequest::post().uri(path).set_form(fields);
        let cookies = ada.header(path).unwrap_or_default();
        ada.receive(path, &call_service(&app, request.insert_header(("cookie", cookies)).to_request()).await);
        let request = TestRequest::get().uri("/account");
        let cookies = ada.header("/account").unwrap_or_default();
        let page = call_service(&app, request.insert_header(("cookie", cookies)).to_request()).await;
        ada.receive("/account", &page);
        assert_eq!(read_body(page).await, text);
    }
    let request = TestRequest::post().uri("/logout");
    let cookies = ada.header("/logout").unwrap_or_default();
    ada.receive(
        "/logout",
        &call_service(&app, request.insert_header(("cookie", cookies)).to_request()).await,
    );
    assert_eq!(ada.header("/account"), None);
}

#[tokio::test]
async fn a_member_changes_the_colour() {
    let keys = Keyring::for_tests();
    let sessions = SessionMiddleware::<SessionData>::new(keys.clone());
    let app = init_service(App::new().configure(routes).wrap(sessions)).await;
    let ada = testing::cookie::<SessionData>(&keys, |session| session.set_username("ada"));
    let request = TestRequest::post().uri("/colour").insert_header(("cookie", ada.as_bytes()));
    let response = call_service(&app, request.set_form([("colour", "green")]).to_request()).await;
    assert_eq!(testing::session::<SessionData>(&response, &keys).colour(), "green");
}

#[tokio::test]
async fn bad_cookies_are_strangers() {
    let keys = Keyring::for_tests();
    let sessions = SessionMiddleware::<SessionData>::new(keys.clone());
    let app = init_service(App::new().configure(routes).wrap(sessions)).await;
    for bad in BadCookie::ALL {
        let cookie = bad.header::<SessionData>(&keys, |session| session.set_username("ada"));
        let request = TestRequest::get().uri("/account").insert_header(("cookie", cookie.as_bytes()));
        let response = call_service(&app, request.to_request()).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{bad:?}");
    }
}
