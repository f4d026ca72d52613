//! An application in Rocket.

use iron_session::rocket::SessionFairing;
use iron_session::testing::{self, BadCookie};
use iron_session::{Keyring, Session, SignedIn};
use rocket::form::Form;
use rocket::http::{ContentType, Header, Status};
use rocket::local::blocking::Client;
use rocket::response::Redirect;
use rocket::{Build, FromForm, Rocket, get, post, routes};

use super::session::SessionData;

type TestResult = Result<(), Box<dyn std::error::Error>>;

#[derive(FromForm)]
struct Login {
    username: String,
}

fn app(keys: Keyring) -> Rocket<Build> {
    let sessions = SessionFairing::<SessionData>::new(keys);
    rocket::build().mount("/", routes![account, login, colour, logout]).attach(sessions)
}

#[post("/login", data = "<form>")]
fn login(mut session: Session<SessionData>, form: Form<Login>) -> Redirect {
    session.renew();
    session.set_username(form.into_inner().username);
    session.set_notice("Welcome!");
    Redirect::to("/account")
}

#[get("/account")]
fn account(mut session: SignedIn<SessionData>) -> String {
    let notice = session.take_notice().unwrap_or_default();
    format!("{notice} {} likes {}", session.username().unwrap_or_default(), session.colour())
}

#[post("/colour", data = "<colour>")]
fn colour(mut session: SignedIn<SessionData>, colour: String) -> Redirect {
    session.set_colour(colour);
    Redirect::to("/account")
}

#[post("/logout")]
fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/account")
}

// The tests need no helpers. Rocket's tracked client keeps the cookies itself.

#[test]
fn a_visit_from_login_to_logout() -> TestResult {
    let ada = Client::tracked(app(Keyring::for_tests()))?;
    ada.post("/login").header(ContentType::Form).body("username=ada").dispatch();
    for text in ["Welcome! ada likes blue", " ada likes blue"] {
        assert_eq!(ada.get("/account").dispatch().into_string().as_deref(), Some(text));
    }
    ada.post("/colour").body("green").dispatch();
    assert_eq!(ada.get("/account").dispatch().into_string().as_deref(), Some(" ada likes green"));
    ada.post("/logout").dispatch();
    let page = ada.get("/account").dispatch();
    assert_eq!(page.status(), Status::Unauthorized);
    Ok(())
}

#[test]
fn a_member_changes_the_colour() -> TestResult {
    let keys = Keyring::for_tests();
    let client = Client::untracked(app(keys.clone()))?;
    let ada = testing::cookie::<SessionData>(&keys, |session| session.set_username("ada"));
    let ada = Header::new("Cookie", ada.to_str()?.to_owned());
    let response = client.post("/colour").header(ada).body("green").dispatch();
    assert_eq!(testing::session::<SessionData>(&response, &keys).colour(), "green");
    Ok(())
}

#[test]
fn bad_cookies_are_strangers() -> TestResult {
    let keys = Keyring::for_tests();
    let client = Client::untracked(app(keys.clone()))?;
    for bad in BadCookie::ALL {
        let cookie = bad.header::<SessionData>(&keys, |session| session.set_username("ada"));
        let cookie = Header::new("Cookie", cookie.to_str()?.to_owned());
        let response = client.get("/account").header(cookie).dispatch();
        assert_eq!(response.status(), Status::Unauthorized, "{bad:?}");
    }
    Ok(())
}
