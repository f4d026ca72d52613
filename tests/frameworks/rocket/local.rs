//! Rocket's local client, which fills the jar of a request and sends no `Cookie` header.

use iron_session::rocket::SessionFairing;
use iron_session::{IronSession, Keyring, Session};
use rocket::http::{Cookie, Header, Status};
use rocket::local::blocking::{Client, LocalResponse};
use rocket::response::Redirect;
use rocket::{get, routes};

use super::bare;

#[derive(IronSession)]
#[iron(cookie = "__Host-local")]
struct Visitor {
    user: Option<String>,
}

#[get("/login/<user>")]
fn login(mut session: Session<Visitor>, user: &str) -> Redirect {
    session.set_user(user);
    Redirect::to("/")
}

#[get("/logout")]
fn logout(session: Session<Visitor>) {
    session.destroy();
}

#[get("/")]
fn home(session: Session<Visitor>) -> String {
    session.user().unwrap_or("nobody").to_owned()
}

fn client(tracked: bool) -> Client {
    let sessions = SessionFairing::<Visitor>::new(Keyring::generate().expect("random bytes"));
    let app = bare().mount("/", routes![login, logout, home]).attach(sessions);
    if tracked { Client::tracked(app) } else { Client::untracked(app) }.expect("a launch")
}

fn body(response: LocalResponse<'_>) -> String {
    response.into_string().unwrap_or_default()
}

/// The cookie that a login of a client sets.
fn cookie_of(client: &Client) -> Cookie<'static> {
    let response = client.get("/login/ada").dispatch();
    assert_eq!(response.status(), Status::SeeOther);
    response.cookies().get("__Host-local").expect("a login writes a cookie").clone().into_owned()
}

#[test]
fn a_tracked_client_stays_signed_in_until_it_signs_out() {
    let client = client(true);
    assert_eq!(body(client.get("/").dispatch()), "nobody");
    client.get("/login/ada").dispatch();
    assert_eq!(body(client.get("/").dispatch()), "ada");
    client.get("/login/bob").dispatch();
    assert_eq!(body(client.get("/").dispatch()), "bob");
    client.get("/logout").dispatch();
    assert_eq!(body(client.get("/").dispatch()), "nobody");
}

#[test]
fn a_cookie_given_to_a_local_request_is_its_session() {
    let client = client(false);
    let cookie = cookie_of(&client);
    assert_eq!(body(client.get("/").dispatch()), "nobody", "this client keeps no cookies");
    let among_others = client.get("/").cookie(("theme", "dark; __Host-local=")).cookie(cookie);
    assert_eq!(body(among_others.dispatch()), "ada");
}

#[test]
fn beside_a_cookie_header_the_jar_does_not_count() {
    let client = client(true);
    let cookie = cookie_of(&client);
    let theme = client.get("/").header(Header::new("Cookie", "theme=dark"));
    assert_eq!(body(theme.dispatch()), "nobody");
    // As in a request from the network: what the jar would decode to the session's name is another name.
    let disguised = format!("__Host%2Dlocal={}", cookie.value());
    let disguised = client.get("/").header(Header::new("Cookie", disguised));
    assert_eq!(body(disguised.dispatch()), "nobody");
}
